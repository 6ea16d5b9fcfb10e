using System.Text.Json;
using OrleansMicro.Hosting;
using OrleansMicro.Silo.Move;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Silo.Seed;

/// <summary><c>seed</c>: the program writes a shop and ends.</summary>
internal static class SeedCommand
{
    /// <summary>Gives the exit code.</summary>
    public static Task<int> RunAsync(string[] args) =>
        HostProgram.RunCommandAsync(args, args, SeedArguments.CommandLine, "Cannot seed", RunAsync);

    private static async Task<int> RunAsync(WebApplicationBuilder builder)
    {
        var server = builder.ReadValidatedOptions<ServerOptions, ServerOptionsValidator>(ServerOptions.Section);
        var options = builder.ReadValidatedOptions<SeedOptions, SeedOptionsValidator>(SeedOptions.Section);
        using var data = new DataFolder(server.Data);
        FolderMark.Refuse(data);
        if (File.Exists(data.Database))
            throw new StartException($"{data.Database} exists already. Choose another folder with --data.");
        var began = TimeProvider.System.GetTimestamp();
        var (rows, bytes) = Write(data, options);
        var result = new SeedResult(
            data.Path, options.Number, options.Sellers, options.Products, options.Customers, options.Orders, rows, bytes,
            Math.Round(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1));
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, SeedJson.Default.SeedResult));
        return 0;
    }

    private static (long Rows, long Bytes) Write(DataFolder data, SeedOptions options)
    {
        using var progress = new CommandProgress(Console.Error, TimeProvider.System);
        using var file = new SeedFile(data);
        try
        {
            new SeedRun(file, options, progress).Write();
            return (file.Rows, file.Complete());
        }
        catch (SqliteStorageException e)
        {
            throw new StartException($"{e.Message} Repeat the command.", e);
        }
    }
}
