using OrleansMicro.Simulation;

return await SimulateCommand.Create().Parse(args).InvokeAsync();
