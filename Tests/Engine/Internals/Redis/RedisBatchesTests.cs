using Orleans.Redis;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Redis;

public sealed class RedisBatchesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly RecordingDatabase _redis = RecordingDatabase.Create();
    private readonly ManualTime _time = new();
    private readonly RedisBatches _batches;

    public RedisBatchesTests() => _batches = new RedisBatches(_redis.Database, Patience, _time);

    [Fact]
    public async Task Sends_a_command_that_comes_alone_at_once()
    {
        _ = Ask("a");

        Assert.Equal(["a"], await _redis.Sent(1));
    }

    [Fact]
    public async Task Sends_what_has_gathered_behind_a_command_in_one_piece_and_in_order()
    {
        var first = Ask("a");
        Task<long>[] others = [Ask("b"), Ask("c"), Ask("d")];
        Assert.Equal(["a"], await _redis.Sent(1));

        _redis.Answer("a", 1);
        Assert.Equal(1, await first);
        Assert.Equal(["a", "b c d"], await _redis.Sent(2));

        _redis.Answer("b", 2);
        _redis.Answer("c", 3);
        _redis.Answer("d", 4);
        var answers = await Task.WhenAll(others);
        Assert.Equal([2, 3, 4], answers);
    }

    [Fact]
    public async Task Waits_for_the_last_answer_of_a_piece_before_it_sends_the_next()
    {
        _ = Ask("a");
        Task<long>[] second = [Ask("b"), Ask("c")];
        _redis.Answer("a", 0);
        await _redis.Sent(2);
        var third = Ask("d");

        _redis.Answer("b", 0);
        await second[0];
        Assert.Equal(["a", "b c"], await _redis.Sent(2));

        _redis.Answer("c", 0);
        Assert.Equal(["a", "b c", "d"], await _redis.Sent(3));
        _redis.Answer("d", 0);
        await third;
    }

    [Fact]
    public async Task Sends_a_lone_command_at_once_again_after_the_others_are_answered()
    {
        var first = Ask("a");
        _redis.Answer("a", 0);
        await first;

        _ = Ask("b");

        Assert.Equal(["a", "b"], await _redis.Sent(2));
    }

    [Fact]
    public async Task Sends_what_has_gathered_although_the_command_before_it_has_failed()
    {
        var first = Ask("a");
        var second = Ask("b");
        _redis.Fail("a", new IOException("connection lost"));

        await Assert.ThrowsAsync<IOException>(() => first);
        await _redis.Sent(2);
        _redis.Answer("b", 5);
        Assert.Equal(5, await second);
    }

    [Fact]
    public async Task Sends_what_has_gathered_although_the_command_before_it_gets_no_answer()
    {
        var first = Ask("a");
        _time.Advance(Patience / 2);
        var second = Ask("b");

        _time.Advance(Patience / 2);

        await Assert.ThrowsAsync<TimeoutException>(() => first);
        Assert.Equal(["a", "b"], await _redis.Sent(2));
        _redis.Answer("b", 6);
        Assert.Equal(6, await second);
    }

    [Fact]
    public async Task Tells_each_caller_that_there_is_no_connection_and_tries_again_with_the_next()
    {
        _redis.IsConnected = false;
        await Assert.ThrowsAsync<StackExchange.Redis.RedisConnectionException>(() => Ask("a"));

        _redis.IsConnected = true;
        var next = Ask("b");
        await _redis.Sent(1);
        _redis.Answer("b", 7);

        Assert.Equal(7, await next);
    }

    [Fact]
    public async Task Goes_on_after_a_piece_that_could_not_be_sent_and_whose_commands_were_not_told()
    {
        _redis.Breaks = new ObjectDisposedException("connection");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Ask("a"));

        _redis.Breaks = null;
        var next = Ask("b");
        _time.Advance(Patience - TimeSpan.FromTicks(1));
        Assert.False(next.IsCompleted);
        var last = Ask("c");
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(["b c"], await _redis.Sent(1));
        _redis.Answer("c", 8);
        Assert.Equal(8, await last);
    }

    [Fact]
    public async Task Answers_each_of_many_callers_with_its_own()
    {
        _redis.AnswersItself = true;
        var asked = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
                Assert.Equal(caller * 1000 + i, await Ask($"{caller * 1000 + i}"));
        }));

        await Task.WhenAll(asked).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(4000, (await _redis.Sent(1)).Sum(static piece => piece.Split(' ').Length));
    }

    private Task<long> Ask(string key) => _batches.Send(database => database.StringLengthAsync(key));
}
