namespace OrleansMicro.Silo.Move;

/// <summary>Compares every row of a data folder with a cluster's: counts and digests of both, and the first keys that differ.</summary>
internal sealed class ShopComparison(IShopPlace folder, IShopPlace redis)
{
    private const int MaxExamples = 20;
    private readonly List<string> _examples = [];

    public ShopTally Folder { get; } = new();

    public ShopTally Redis { get; } = new();

    /// <summary>Rows that are at one place only or differ.</summary>
    public long Mismatches { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<string> Examples => _examples;

    public bool IsEqual => Mismatches == 0;

    /// <summary>Compares rows of the data folder, of which each key comes once.</summary>
    public async Task CompareAsync(IReadOnlyList<RowKey> keys)
    {
        var (left, right) = (await folder.ReadDataAsync(keys), await redis.ReadDataAsync(keys));
        for (var i = 0; i < keys.Count; i++)
        {
            Add(Folder, keys[i], left[i]);
            Add(Redis, keys[i], right[i]);
            if (left[i] is null || right[i] is null || !left[i].AsSpan().SequenceEqual(right[i]))
                Report($"{keys[i]} {(right[i] is null ? "is not in Redis" : "differs")}");
        }
    }

    /// <summary>Finds rows that are in Redis only.</summary>
    public async Task FindOthersAsync(IReadOnlyList<RowKey> keys)
    {
        var others = await folder.FindMissingAsync(keys);
        if (others.Count == 0)
            return;
        foreach (var (key, data) in others.Zip(await redis.ReadDataAsync(others)))
        {
            Add(Redis, key, data);
            if (data is not null)
                Report($"{key} is in Redis only");
        }
    }

    public async Task CompareRemindersAsync()
    {
        var (left, right) = (await folder.ReadRemindersAsync(), await redis.ReadRemindersAsync());
        foreach (var reminder in left)
            Folder.Add(reminder);
        foreach (var reminder in right)
            Redis.Add(reminder);
        foreach (var reminder in left.Except(right).Concat(right.Except(left)))
            Report($"the reminder {reminder.Name} of {reminder.Grain} is not the same");
    }

    private static void Add(ShopTally tally, RowKey key, byte[]? data)
    {
        if (data is not null)
            tally.Add(key, data);
    }

    private void Report(string mismatch)
    {
        Mismatches++;
        if (_examples.Count < MaxExamples)
            _examples.Add(mismatch);
    }
}
