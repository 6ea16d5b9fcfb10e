using System.Text.Json;
using OrleansMicro.Hosting;
using OrleansMicro.Silo.Storage;
using StackExchange.Redis;

namespace OrleansMicro.Silo.Move;

/// <summary><c>move</c>: the program runs, moves a shop and ends.</summary>
internal static class MoveCommand
{
    private const int Success = 0;
    private const int Mismatch = 1;

    /// <summary>Gives the exit code.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        var undo = args.Contains(MoveArguments.Undo);
        var direction = args.FirstOrDefault();
        string[] settings = [.. args.Skip(1).Where(static arg => arg != MoveArguments.Undo)];
        return HostProgram.RunCommandAsync(args, settings, MoveArguments.CommandLine, "Cannot move", builder => direction switch
        {
            MoveArguments.ToCluster or MoveArguments.ToSingle => RunAsync(builder, direction, undo),
            _ => throw new StartException($"Say '{MoveArguments.ToCluster}' or '{MoveArguments.ToSingle}' after 'move'; see --help."),
        });
    }

    private static async Task<int> RunAsync(WebApplicationBuilder builder, string direction, bool undo)
    {
        var toCluster = direction == MoveArguments.ToCluster;
        var server = builder.ReadValidatedOptions<ServerOptions, ServerOptionsValidator>(ServerOptions.Section);
        var options = builder.ReadValidatedOptions<MoveOptions, MoveOptionsValidator>(MoveOptions.Section);
        if (toCluster && !Directory.Exists(server.Data))
            throw new StartException($"There is no folder {Path.GetFullPath(server.Data)}. Name the data folder with --data.");
        using var data = new DataFolder(server.Data);
        using var folder = new SqlitePlace(data);
        using var progress = new CommandProgress(Console.Error, TimeProvider.System);

        await RedisPlaceParts.AddServicesAsync(builder);
        await using var services = builder.Build();
        var parts = await RedisPlaceParts.CreateAsync(services.Services, progress.Note);
        var plan = new MovePlan(toCluster, options.BatchRows, $"--data {data.Path} --redis {parts.Address} --cluster-id {parts.ClusterId}");
        var move = new ShopMove(folder, new RedisPlace(parts), plan, progress, TimeProvider.System);
        if (undo)
        {
            await Console.Out.WriteLineAsync(await move.UndoAsync());
            return Success;
        }

        return await PrintAsync(await MoveAsync(move, plan), plan);
    }

    private static async Task<MoveResult> MoveAsync(ShopMove move, MovePlan plan)
    {
        try
        {
            return await move.MoveAsync();
        }
        catch (Exception e) when (e is SqliteStorageException or RedisException or TimeoutException or ReminderException)
        {
            throw new StartException(
                $"{e.Message} The source is unchanged. Repeat the command to continue, or give up with '{plan.Command} --undo'.", e);
        }
    }

    private static async Task<int> PrintAsync(MoveResult result, MovePlan plan)
    {
        foreach (var line in result.Lines)
            await Console.Error.WriteLineAsync(line);
        await Console.Error.WriteLineAsync(result.IsMoved
            ? $"Moved. Start {result.To}. No server starts on {result.From} any more, because it is now a copy."
            : $"Not moved: {result.Mismatches} rows differ. Give up with '{plan.Command} --undo', then begin again.");
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, MoveJson.Default.MoveResult));
        return result.IsMoved ? Success : Mismatch;
    }
}
