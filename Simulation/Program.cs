using OrleansMicro.Simulation.Runs;

return await SimulateCommand.Create().Parse(args).InvokeAsync();
