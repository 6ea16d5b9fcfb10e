return await OrleansMicro.Silo.ServerProgram.Run(args);
