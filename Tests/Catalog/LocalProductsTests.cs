using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using OrleansMicro.Catalog;

namespace OrleansMicro.Tests.Catalog;

/// <summary>What other grains of a silo read of its products.</summary>
public sealed class LocalProductsTests
{
    private const string Key = "s1/p1";
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(3);
    private readonly FakeTimeProvider _clock = new();
    private readonly ProductRow _row = new();
    private readonly StateFreshness _freshness;
    private readonly LocalProducts _products;

    public LocalProductsTests()
    {
        _freshness = new StateFreshness(_clock, Options.Create(new StateOptions { MaxReadAge = MaxAge }));
        _products = new LocalProducts(_freshness);
    }

    [Fact]
    public async Task An_accepted_change_is_shown_at_once()
    {
        var state = Activate();
        await state.Write(ProductRow.AtVersion(1));
        Assert.Equal(1, _products.Find(Key)?.Version);

        await state.Write(ProductRow.AtVersion(2));
        Assert.Equal(2, _products.Find(Key)?.Version);
    }

    [Fact]
    public async Task A_write_under_way_is_not_shown()
    {
        var state = Activate();
        await state.Write(ProductRow.AtVersion(1));
        _row.Gate = new TaskCompletionSource();

        var write = state.Write(ProductRow.AtVersion(2));
        Assert.Equal(1, _products.Find(Key)?.Version);
        _row.Gate.SetResult();
        await write;
        Assert.Equal(2, _products.Find(Key)?.Version);
    }

    [Fact]
    public async Task A_state_that_is_too_old_is_not_shown()
    {
        var state = Activate();
        await state.Write(ProductRow.AtVersion(1));
        _clock.Advance(MaxAge - TimeSpan.FromTicks(1));
        Assert.NotNull(_products.Find(Key));

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(_products.Find(Key));
        await state.Read();
        Assert.NotNull(_products.Find(Key));
    }

    [Fact]
    public async Task A_failed_write_is_not_shown()
    {
        var state = Activate();
        await state.Write(ProductRow.AtVersion(1));
        _row.FailsBefore = true;

        await Assert.ThrowsAsync<IOException>(() => state.Write(ProductRow.AtVersion(2)));
        Assert.Equal(1, _products.Find(Key)?.Version);
    }

    [Fact]
    public async Task A_write_that_lost_its_answer_is_read_back()
    {
        var state = Activate();
        await state.Write(ProductRow.AtVersion(1));
        _row.FailsAfter = true;

        await Assert.ThrowsAsync<IOException>(() => state.Write(ProductRow.AtVersion(2)));
        Assert.Equal(2, _products.Find(Key)?.Version);
    }

    [Fact]
    public async Task Withdrawn_if_the_outcome_of_a_write_is_unknown()
    {
        var state = Activate();
        await state.Write(ProductRow.AtVersion(1));
        (_row.FailsAfter, _row.FailsReads) = (true, true);

        await Assert.ThrowsAsync<IOException>(() => state.Write(ProductRow.AtVersion(2)));
        Assert.Null(_products.Find(Key));
    }

    [Fact]
    public async Task Withdrawn_as_soon_as_another_activation_was_seen()
    {
        var (stale, other) = (Activate(), new CommittedState<ProductState>(_row.NewView(), _freshness, static () => { }, NullLogger.Instance));
        await other.Write(ProductRow.AtVersion(1));

        await Assert.ThrowsAsync<InconsistentStateException>(() => stale.Write(ProductRow.AtVersion(2)));
        Assert.Null(_products.Find(Key));
    }

    [Fact]
    public async Task A_later_activation_replaces_an_earlier_one()
    {
        var earlier = Activate();
        await earlier.Write(ProductRow.AtVersion(1));
        var later = Activate();
        await later.Write(ProductRow.AtVersion(2));

        _products.Withdraw(Key, earlier);
        Assert.Equal(2, _products.Find(Key)?.Version);
        _products.Withdraw(Key, later);
        Assert.Null(_products.Find(Key));
    }

    [Fact]
    public void A_product_that_does_not_exist_is_left_to_its_grain()
    {
        Activate();
        Assert.Null(_products.Find(Key));
        Assert.Null(_products.Find("s1/p2"));
    }

    private CommittedState<ProductState> Activate()
    {
        CommittedState<ProductState> state = null!;
        state = new(_row.NewView(), _freshness, () => _products.Withdraw(Key, state), NullLogger.Instance);
        _products.Publish(Key, state);
        return state;
    }
}
