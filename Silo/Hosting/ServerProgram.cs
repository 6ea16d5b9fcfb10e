using Microsoft.Extensions.Options;

namespace OrleansMicro.Silo;

/// <summary>What the executable does. Exit code 0: ended as asked; 1: not healthy; 2: could not start.</summary>
internal static class ServerProgram
{
    public static async Task<int> Run(string[] args)
    {
        if (args.Any(static arg => arg is "--help" or "-h" or "-?"))
        {
            await Console.Out.WriteLineAsync(CommandLine.Help);
            return 0;
        }

        try
        {
            if (args is ["--health", .. var rest])
                return await HealthProbe.Run(rest is [var url] ? url : DefaultUrl());
            await using var app = SingleHost.Create(args);

            // The host would check them too, but only after it has begun to start, and with a stack trace in the log.
            app.Services.GetService<IStartupValidator>()?.Validate();
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (StartFailures.Explain(e) is { Count: > 0 })
        {
            foreach (var line in StartFailures.Explain(e))
                await Console.Error.WriteLineAsync($"Cannot start: {line}");
            return 2;
        }
    }

    private static string DefaultUrl()
    {
        var port = Environment.GetEnvironmentVariable($"{ServerOptions.Section}__{nameof(ServerOptions.Port)}") ?? "8080";
        return $"http://127.0.0.1:{port}";
    }
}
