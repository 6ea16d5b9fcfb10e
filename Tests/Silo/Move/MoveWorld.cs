using System.Globalization;
using System.Text;
using OrleansMicro.Silo;
using OrleansMicro.Silo.Move;

namespace OrleansMicro.Tests.Silo.Move;

/// <summary>A data folder, a cluster's Redis in memory, and moves between them.</summary>
internal sealed class MoveWorld : IDisposable
{
    public const int Rows = 7;
    private const int BatchRows = 3;
    private static readonly ReminderRow Reminder = new(
        "orderrecovery/3", "pulse", new DateTime(2026, 11, 30, 1, 2, 3, DateTimeKind.Utc), TimeSpan.FromMinutes(1));
    private readonly TempFolder _temp = new();

    public MoveWorld()
    {
        Lock = new DataFolder(_temp.Path);
        Folder = new SqlitePlace(Lock);
    }

    public DataFolder Lock { get; }

    public SqlitePlace Folder { get; }

    public MemoryPlace Redis { get; } = new();

    /// <summary>A world with a shop at the source.</summary>
    public static async Task<MoveWorld> Create(bool toCluster)
    {
        var world = new MoveWorld();
        var source = world.Source(toCluster);
        await source.WriteAsync([.. Enumerable.Range(0, Rows).Select(static i => Row($"tea/{i}", $"data {i}"))]);
        await source.WriteRemindersAsync([Reminder]);
        return world;
    }

    public static Row Row(string key, string data) => new(
        new RowKey("stock"u8.ToArray(), Encoding.UTF8.GetBytes(key), "stock"u8.ToArray()), Encoding.UTF8.GetBytes(data));

    public IShopPlace Source(bool toCluster) => toCluster ? Folder : Redis;

    public IShopPlace Target(bool toCluster) => toCluster ? Redis : Folder;

    public async Task<MoveResult> Move(bool toCluster, Kill? kill = null)
    {
        using var progress = new CommandProgress(TextWriter.Null, TimeProvider.System);
        return await Create(toCluster, kill, progress).MoveAsync();
    }

    public async Task<string> Undo(bool toCluster, Kill? kill = null)
    {
        using var progress = new CommandProgress(TextWriter.Null, TimeProvider.System);
        return await Create(toCluster, kill, progress).UndoAsync();
    }

    /// <summary>All rows and reminders of a place as text, each row once.</summary>
    public static async Task<string> Read(IShopPlace place)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var keys in place.ReadKeysAsync(1))
        {
            if ((await place.ReadDataAsync(keys))[0] is { } data)
                lines.Add($"{keys[0]} {Encoding.UTF8.GetString(data)}");
        }

        foreach (var reminder in await place.ReadRemindersAsync())
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{reminder.Grain} {reminder.Name} {reminder.StartAt:O} {reminder.Period}"));
        return string.Join('\n', lines);
    }

    public void Dispose()
    {
        Folder.Dispose();
        Lock.Dispose();
        _temp.Dispose();
    }

    private ShopMove Create(bool toCluster, Kill? kill, CommandProgress progress)
    {
        kill ??= new Kill(0, isAfter: false);
        return new(
            new KilledPlace(Folder, kill), new KilledPlace(Redis, kill), new MovePlan(toCluster, BatchRows, "--data x"), progress,
            TimeProvider.System);
    }
}
