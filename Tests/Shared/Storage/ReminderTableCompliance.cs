namespace OrleansMicro.Tests.Shared.Storage;

/// <summary>What every <see cref="IReminderTable"/> of this product must do.</summary>
public abstract class ReminderTableCompliance : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private readonly GrainId _grain = GrainId.Create("sample", "grain/with slash");

    /// <summary>The table under test.</summary>
    protected IReminderTable Table { get; private set; } = null!;

    public async Task InitializeAsync() => Table = await Open();

    public Task DisposeAsync() => Close();

    [SkippableFact]
    public async Task Has_nothing_for_a_grain_without_reminders()
    {
        Assert.Null(await Table.ReadRow(_grain, "wake"));
        Assert.Empty((await Table.ReadRows(_grain)).Reminders);
    }

    [SkippableFact]
    public async Task Gives_back_what_was_written()
    {
        var etag = await Table.UpsertRow(Entry(_grain, "wake"));
        var read = await Table.ReadRow(_grain, "wake");
        Assert.NotNull(read);
        Assert.Equal(_grain, read.GrainId);
        Assert.Equal("wake", read.ReminderName);
        Assert.Equal(Start, read.StartAt.ToUniversalTime());
        Assert.Equal(TimeSpan.FromMinutes(1), read.Period);
        Assert.Equal(etag, read.ETag);
    }

    [SkippableFact]
    public async Task Replaces_a_reminder_of_the_same_name()
    {
        var first = await Table.UpsertRow(Entry(_grain, "wake"));
        var changed = Entry(_grain, "wake");
        changed.Period = TimeSpan.FromHours(1);
        var second = await Table.UpsertRow(changed);
        Assert.NotEqual(first, second);
        Assert.Equal(TimeSpan.FromHours(1), Assert.Single((await Table.ReadRows(_grain)).Reminders).Period);
    }

    [SkippableFact]
    public async Task Removes_a_reminder_only_under_its_etag()
    {
        var stale = await Table.UpsertRow(Entry(_grain, "wake"));
        var etag = await Table.UpsertRow(Entry(_grain, "wake"));
        Assert.False(await Table.RemoveRow(_grain, "wake", stale!));
        Assert.False(await Table.RemoveRow(_grain, "sleep", etag!));
        Assert.True(await Table.RemoveRow(_grain, "wake", etag!));
        Assert.False(await Table.RemoveRow(_grain, "wake", etag!));
        Assert.Null(await Table.ReadRow(_grain, "wake"));
    }

    [SkippableFact]
    public async Task Divides_all_reminders_among_ranges_of_the_ring()
    {
        var grains = Enumerable.Range(0, 50).Select(i => GrainId.Create("sample", $"ring-{i}")).ToArray();
        foreach (var grain in grains)
            await Table.UpsertRow(Entry(grain, "wake"));
        uint[] cuts = [0x2000_0000, 0x9000_0000, 0xF000_0000];
        var found = new List<GrainId>();
        for (var i = 0; i < cuts.Length; i++)
        {
            var range = await Table.ReadRows(cuts[i], cuts[(i + 1) % cuts.Length]);
            found.AddRange(range.Reminders.Select(static entry => entry.GrainId));
        }

        Assert.Equal(grains.Order(), found.Order());
        Assert.Equal(grains.Length, (await Table.ReadRows(0, 0)).Reminders.Count);
    }

    [SkippableFact]
    public async Task Forgets_all_when_it_is_cleared()
    {
        await Table.UpsertRow(Entry(_grain, "wake"));
        await Table.TestOnlyClearTable();
        Assert.Empty((await Table.ReadRows(0, 0)).Reminders);
    }

    /// <summary>Makes an empty table ready.</summary>
    protected abstract Task<IReminderTable> Open();

    /// <summary>Gives back what <see cref="Open"/> took.</summary>
    protected abstract Task Close();

    /// <summary>A reminder of every minute.</summary>
    protected static ReminderEntry Entry(GrainId grain, string name) =>
        new() { GrainId = grain, ReminderName = name, StartAt = Start, Period = TimeSpan.FromMinutes(1) };
}
