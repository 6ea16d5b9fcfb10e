using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Tests.Orders.World;

namespace OrleansMicro.Tests.Common.States;

/// <summary>Archiving and searching the pages of a log. Entry <c>i</c> has the id <c>i</c> and was made <c>i</c> minutes after noon.</summary>
public sealed class PagedLogStoreTests
{
    private const int Pages = 20;
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakePages _pages = new();
    private readonly GroupCommit<PagedLog<string>> _owner;
    private readonly PagedLogStore<PagedLog<string>, string> _store;
    private readonly FakeTimeProvider _clock = new(Noon);

    public PagedLogStoreTests()
    {
        var row = new RowState<PagedLog<string>>(new Disk(), new Chaos(0, 0), "log");
        _owner = new GroupCommit<PagedLog<string>>(row, StateFreshness.SoleWriter, NullLogger.Instance);
        _store = new PagedLogStore<PagedLog<string>, string>(
            "log", _pages, _owner, static log => log, static (_, log) => log, static (_, entries) => At(entries[^1]), _clock, NullLogger.Instance);
    }

    [Fact]
    public async Task A_search_ends_where_the_entry_can_no_longer_be()
    {
        await Fill();
        var (entry, pageOfEntry) = (FakePages.Size * 15, 15);

        Assert.Equal(entry, await Add(entry));
        Assert.True(_pages.Searched.Min() >= pageOfEntry - 4, $"searched {string.Join(", ", _pages.Searched)}");

        _pages.Searched.Clear();
        Assert.Null(await Add("new", At($"{entry}").AddSeconds(1)));
        Assert.True(_pages.Searched.Min() >= pageOfEntry - 4, $"searched {string.Join(", ", _pages.Searched)}");
    }

    [Fact]
    public async Task A_new_entry_searches_no_page()
    {
        await Fill();

        Assert.Null(await Add("new", At($"{(Pages + 2) * FakePages.Size}")));

        Assert.Empty(_pages.Searched);
    }

    [Fact]
    public async Task Pages_without_times_are_all_searched()
    {
        await Fill();
        _pages.ForgetTimes();

        Assert.Equal(0, await Add(0));
        Assert.Equal(Enumerable.Range(0, Pages), _pages.Searched.Order());
    }

    [Fact]
    public async Task The_first_page_after_an_upgrade_is_bounded_by_its_time()
    {
        await Fill();
        await _owner.Apply(static log => (log with { PagedUntil = null }, true));
        _clock.Advance(TimeSpan.FromDays(3));
        var upgraded = _clock.GetUtcNow();

        for (var i = 0; i < 2 * FakePages.Size; i++)
            await Add("x" + i, Noon);
        await _store.Archive();

        Assert.Equal(upgraded, _owner.State.PagedUntil);
    }

    private static DateTimeOffset At(string id) => int.TryParse(id, CultureInfo.InvariantCulture, out var minutes) ? Noon.AddMinutes(minutes) : Noon;

    private async Task Fill()
    {
        for (var i = 0; i < (Pages + 1) * FakePages.Size; i++)
        {
            Assert.Null(await Add(i));
            await _store.Archive();
        }

        Assert.Equal(Pages, _pages.Written.Count);
        _pages.Searched.Clear();
    }

    private Task<long?> Add(int entry) => Add(entry.ToString(CultureInfo.InvariantCulture), At(entry.ToString(CultureInfo.InvariantCulture)));

    private async Task<long?> Add(string id, DateTimeOffset at) =>
        (await _store.ApplyUnlessArchived(
            id, at, log => log.Tail.Contains(id), log => (log.Tail.Contains(id) ? log : log.Append(id), true))).Archived;

    private sealed class FakePages : ILogPages<string>
    {
        public const int Size = 4;

        public Dictionary<long, (ImmutableArray<string> Entries, DateTimeOffset? Until)> Written { get; } = [];

        public List<int> Searched { get; } = [];

        public int PageSize => Size;

        public Task Write(long page, ImmutableArray<string> entries, DateTimeOffset? until)
        {
            Written[page] = (entries, until);
            return Task.CompletedTask;
        }

        public Task<ImmutableArray<string>> Read(long page) => Task.FromResult(Written[page].Entries);

        public Task<PageMatch> Find(long page, string id)
        {
            Searched.Add((int)page);
            return Task.FromResult(new PageMatch(Written[page].Entries.IndexOf(id), Written[page].Until));
        }

        public void ForgetTimes()
        {
            foreach (var page in Written.Keys)
                Written[page] = (Written[page].Entries, null);
        }
    }
}
