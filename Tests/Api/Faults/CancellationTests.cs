using System.Collections.Concurrent;
using OrleansMicro.Tests.Api.Reference;

namespace OrleansMicro.Tests.Api.Faults;

/// <summary>Which calls end when a client disconnects: docs/architecture.md, cancelled calls.</summary>
public sealed class CancellationTests
{
    [Fact]
    public async Task Reads_have_the_token_of_their_client_and_changes_none()
    {
        var calls = new ConcurrentQueue<FakeCall>();
        await using var host = await FaultHost.Start(call =>
        {
            calls.Enqueue(call);
            return null;
        });
        foreach (var (path, method, operation) in OpenApiFile.Operations.Where(static o => o.Path.StartsWith("/v1/", StringComparison.Ordinal)
            && o.Path != "/v1/event-types"))
        {
            var body = operation.TryGetProperty("requestBody", out var request)
                ? request.GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText()
                : null;
            var reply = await host.Send(new HttpMethod(method.ToUpperInvariant()), OpenApiFile.Fill(path, "x"), body, ("Idempotency-Key", "k"));

            Assert.True(!calls.IsEmpty, $"{method} {path} calls no grain: {reply.Body}");
            while (calls.TryDequeue(out var call))
            {
                var token = Assert.Single(call.Arguments.OfType<CancellationToken>());
                Assert.True(token.CanBeCanceled == (method == "get"), $"{method} {path} calls {call.Method}");
            }
        }
    }
}
