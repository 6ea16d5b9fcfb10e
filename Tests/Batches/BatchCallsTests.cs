using OrleansMicro.Batches;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Batches;

/// <summary>Which commands travel together, and what becomes of their answers.</summary>
public sealed class BatchCallsTests
{
    private readonly FakeSilos _silos = new(3);
    private readonly BatchCalls _calls;

    public BatchCallsTests() => _calls = new BatchCalls(_silos.Grains, _silos);

    [Fact]
    public async Task Each_other_silo_gets_one_batch()
    {
        var items = Items(_silos.KeysOf(0, 2), _silos.KeysOf(1, 3), _silos.KeysOf(2, 2));

        var results = await Task.WhenAll(_calls.Send(items, BatchMethods.Confirm));

        Assert.Equal(items.Select(static item => item.Key), results.Select(static result => result.Value!.OrderId));
        Assert.Equal(["1: 3", "2: 2"], _silos.Batches.Order());
        Assert.Equal(_silos.KeysOf(0, 2).Order(), _silos.Direct.Order());
    }

    [Fact]
    public async Task The_only_command_to_a_silo_is_sent_directly()
    {
        await Task.WhenAll(_calls.Send(Items(_silos.KeysOf(1, 1), _silos.KeysOf(2, 1)), BatchMethods.Confirm));

        Assert.Empty(_silos.Batches);
        Assert.Equal(2, _silos.Direct.Count);
    }

    [Fact]
    public async Task A_single_silo_gets_no_batch()
    {
        var single = new FakeSilos(1);
        await Task.WhenAll(new BatchCalls(single.Grains, single).Send(Items(single.KeysOf(0, 5)), BatchMethods.Confirm));

        Assert.Empty(single.Batches);
        Assert.Equal(5, single.Direct.Count);
    }

    /// <summary>A silo that stops is no longer in its own list. Its last orders still end.</summary>
    [Fact]
    public async Task Without_an_active_silo_all_calls_are_direct()
    {
        var keys = _silos.KeysOf(1, 2);
        _silos.Active = [];

        await Task.WhenAll(_calls.Send(Items(keys), BatchMethods.Confirm));
        using (var queue = new ForgetQueue(_calls, TimeProvider.System))
            await queue.Add([.. keys.Select(static key => new BatchItem<EndOrder>(key, new EndOrder(key, 1, false)))]);

        Assert.Empty(_silos.Batches);
        Assert.Equal([.. keys, .. keys], _silos.Direct);
    }

    [Fact]
    public async Task A_batch_is_not_larger_than_its_limit()
    {
        await Task.WhenAll(_calls.Send(Items(_silos.KeysOf(1, Limits.MaxBatchSize + 2)), BatchMethods.Confirm));

        Assert.Equal([$"1: {Limits.MaxBatchSize}", "1: 2"], _silos.Batches);
    }

    [Fact]
    public async Task A_failed_command_fails_alone()
    {
        var items = Items(_silos.KeysOf(1, 3));
        _silos.Failing.Add(items[1].Key);

        var results = _calls.Send(items, BatchMethods.Confirm);

        Assert.Equal(items[0].Key, (await results[0]).Value!.OrderId);
        Assert.Equal(items[2].Key, (await results[2]).Value!.OrderId);
        Assert.Equal(items[1].Key, (await Assert.ThrowsAsync<ArgumentException>(() => results[1])).Message);
    }

    [Fact]
    public async Task All_commands_of_a_failed_batch_fail()
    {
        _silos.Dead = 1;
        var local = _silos.KeysOf(0, 1);

        var results = _calls.Send(Items(_silos.KeysOf(1, 2), local), BatchMethods.Confirm);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => results[0]);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => results[1]);
        Assert.Equal(local[0], (await results[2]).Value!.OrderId);
    }

    [Fact]
    public async Task A_batch_with_a_missing_answer_fails()
    {
        _silos.LosesAnswers = true;

        var results = _calls.Send(Items(_silos.KeysOf(1, 2)), BatchMethods.Confirm);

        await Assert.ThrowsAsync<InvalidOperationException>(() => results[0]);
    }

    private static BatchItem<OrderToken>[] Items(params string[][] keys) =>
        [.. keys.SelectMany(static key => key).Select(static key => new BatchItem<OrderToken>(key, new OrderToken(key, 1)))];
}
