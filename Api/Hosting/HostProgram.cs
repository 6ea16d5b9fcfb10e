using Microsoft.Extensions.Options;

namespace OrleansMicro.Hosting;

/// <summary>What an executable does. Exit code 0: ended as asked; 1: not healthy; 2: could not start.</summary>
/// <param name="commandLine">Its arguments.</param>
/// <param name="failures">Explains why it did not start.</param>
/// <param name="defaultPort">Where it listens if nothing says otherwise.</param>
/// <param name="create">Makes the server of the arguments.</param>
internal sealed class HostProgram(CommandLine commandLine, StartFailures failures, int defaultPort, Func<string[], Task<WebApplication>> create)
{
    public async Task<int> Run(string[] args)
    {
        if (args.Any(static arg => arg is "--help" or "-h" or "-?"))
        {
            await Console.Out.WriteLineAsync(commandLine.Help);
            return 0;
        }

        try
        {
            if (args is ["--health", .. var rest])
                return await HealthProbe.Run(rest is [var url] ? url : HealthProbe.DefaultUrl(defaultPort, Environment.GetEnvironmentVariable));
            var refused = BatchScheduling.IsWanted(commandLine.Parse(args), Environment.GetEnvironmentVariable) ? BatchScheduling.TurnOn() : null;
            await using var app = await create(args);

            // The host would check them too, but only after it has begun to start, and with a stack trace in the log.
            app.Services.GetService<IStartupValidator>()?.Validate();
            if (refused is not null)
                BatchScheduling.LogRefused(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(BatchScheduling)), refused);
            await Run(app);

            // Not 0 where something within said so while it stopped. A silo that was declared dead doesn't get here: see EndOfSilo.
            return Environment.ExitCode;
        }
        catch (Exception e) when (failures.Explain(e) is { Count: > 0 } lines)
        {
            foreach (var line in lines)
                await Console.Error.WriteLineAsync($"Cannot start: {line}");
            return 2;
        }
    }

    private static async Task Run(WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Console.Out.WriteLineAsync("Stopped before it was ready.");
        }
    }
}
