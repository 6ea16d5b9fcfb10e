using System.Collections.Concurrent;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Api.Faults;

/// <summary>How requests are named towards grains.</summary>
public sealed class OperationIdTests
{
    private const string Stock = "/v1/sellers/s/products/p/stock";

    /// <summary>Rows keep hashes of these ids, so a repeat after an upgrade is recognised only if they stay the same.</summary>
    [Theory]
    [InlineData("restocks", "restock-cup", "72sqME0Ht1xxtKPqE-9pwg")]
    [InlineData("write-offs", "k", "vGE1-pVXQyVcre7D3mveMA")]
    public async Task A_key_gives_the_same_id_in_every_version(string change, string key, string operationId)
    {
        var seen = new ConcurrentQueue<string>();
        await using var host = await FaultHost.Start(call => Changed(seen, call));

        (await host.Send(HttpMethod.Post, $"{Stock}/{change}", """{"quantity":1}""", ("Idempotency-Key", key))).MustBe(200);

        Assert.Equal(operationId, Assert.Single(seen));
        Assert.False(OperationId.TryParseUnkeyed(operationId, out _, out _));
    }

    [Fact]
    public async Task Requests_without_a_key_are_numbered_by_their_process()
    {
        var seen = new ConcurrentQueue<string>();
        await using var host = await FaultHost.Start(call => Changed(seen, call));

        for (var i = 0; i < 2; i++)
            (await host.Send(HttpMethod.Put, Stock, """{"onHand":1}""")).MustBe(200);

        var ids = seen.Select(static id => (Unkeyed: OperationId.TryParseUnkeyed(id, out var sender, out var number), sender, number)).ToArray();
        Assert.All(ids, static id => Assert.True(id.Unkeyed));
        Assert.Equal(ids[0].sender, ids[1].sender);
        Assert.True(ids[0].number < ids[1].number);
    }

    [Fact]
    public async Task A_full_memory_answers_429_with_retry_after()
    {
        await using var host = await FaultHost.Start(
            static _ => Task.FromResult<Result<StockLevel>>(Refusals.TooManyKeys(TimeSpan.FromSeconds(90.2))));

        var reply = await host.Send(HttpMethod.Post, Stock + "/restocks", """{"quantity":1}""", ("Idempotency-Key", "k"));

        reply.MustBeProblem(429, "too-many-idempotency-keys", "Idempotency-Key");
        Assert.Equal("91", Assert.Single(reply.Headers.GetValues("Retry-After")));
    }

    private static Task<Result<StockLevel>> Changed(ConcurrentQueue<string> seen, FakeCall call)
    {
        seen.Enqueue(call.Arguments[0] switch
        {
            AdjustStock adjust => adjust.OperationId,
            CountStock count => count.OperationId,
            var other => throw new InvalidOperationException($"Unexpected argument: {other}"),
        });
        return Task.FromResult<Result<StockLevel>>(new StockLevel("s", "p", 1, 0, 1, 0, 0, 2));
    }
}
