using Microsoft.Extensions.Options;

namespace OrleansMicro.Hosting;

/// <summary>Runs an executable: its arguments, its settings, and its exit code. 0: stopped as asked; 1: not healthy; 2: could not start.</summary>
public static class HostProgram
{
    /// <summary>Runs until the host stops.</summary>
    /// <param name="args">The arguments of the process.</param>
    /// <param name="commandLine">What they may be.</param>
    /// <param name="create">Builds the host from a builder that has the settings.</param>
    public static Task<int> RunAsync(string[] args, CommandLine commandLine, Func<WebApplicationBuilder, Task<WebApplication>> create) =>
        ExplainAsync(args, commandLine, "Cannot start", () => args switch
        {
            ["--health", var url] => HealthProbe.RunAsync(url),
            ["--health"] => HealthProbe.RunAsync(HealthProbe.DefaultUrl(commandLine.DefaultPort, Environment.GetEnvironmentVariable)),
            _ => RunHostAsync(args, commandLine, create),
        });

    /// <summary>Runs a command that ends on its own, with its settings, and gives its exit code. 2: refused.</summary>
    /// <param name="args">All arguments, for <c>--help</c>.</param>
    /// <param name="settings">Those that are settings.</param>
    /// <param name="commandLine">What they may be.</param>
    /// <param name="failure">How a refusal begins.</param>
    /// <param name="run">Runs it with a builder that has the settings.</param>
    public static Task<int> RunCommandAsync(
        string[] args, string[] settings, CommandLine commandLine, string failure, Func<WebApplicationBuilder, Task<int>> run) =>
        ExplainAsync(args, commandLine, failure, () => run(CreateBuilder(settings, commandLine)));

    /// <summary>
    /// A builder that has every setting: appsettings.json, the environment, the files of <c>Server:Secrets</c> and the arguments, where later ones
    /// override earlier ones. Throws <see cref="StartException"/> or <see cref="OptionsValidationException"/> for arguments and names that are not
    /// valid.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] args, CommandLine commandLine)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var arguments = commandLine.Parse(args);
        Secrets.AddTo(builder.Configuration, arguments);
        builder.Configuration.AddInMemoryCollection(arguments);
        RenamedSettings.Refuse(builder.Configuration);
        SettingNames.RefuseOthers(builder.Configuration, arguments.Keys);
        return builder;
    }

    private static async Task<int> ExplainAsync(string[] args, CommandLine commandLine, string failure, Func<Task<int>> run)
    {
        try
        {
            return args.Any(static arg => arg is "--help" or "-h" or "-?") ? await PrintHelpAsync(commandLine) : await run();
        }
        catch (Exception e) when (StartFailures.Explain(e) is { Count: > 0 } lines)
        {
            foreach (var line in lines)
                await Console.Error.WriteLineAsync($"{failure}: {line}");
            return 2;
        }
    }

    private static async Task<int> PrintHelpAsync(CommandLine commandLine)
    {
        await Console.Out.WriteLineAsync(commandLine.Help);
        return 0;
    }

    private static async Task<int> RunHostAsync(string[] args, CommandLine commandLine, Func<WebApplicationBuilder, Task<WebApplication>> create)
    {
        var refused = BatchScheduling.IsWanted(commandLine.Parse(args), Environment.GetEnvironmentVariable) ? BatchScheduling.TurnOn() : null;
        await using var app = await create(CreateBuilder(args, commandLine));

        // The host validates too, but only after it has begun to start, and writes a stack trace to the log.
        app.Services.GetService<IStartupValidator>()?.Validate();
        if (!app.Configuration.GetSection("Kestrel:Endpoints").Exists())
            BusyPorts.Refuse(app.Configuration["urls"] ?? "");
        if (refused is not null)
            BatchScheduling.LogRefused(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(BatchScheduling)), refused);
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Console.Out.WriteLineAsync("Stopped before it was ready.");
        }

        // Not 0 if a service set it while the host stopped.
        return Environment.ExitCode;
    }
}
