using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Grpc.Core;
using OrleansMicro.Grpc;
using OrleansMicro.Tests.Api.Faults;

namespace OrleansMicro.Tests.Api.Grpc;

/// <summary>REST and gRPC ask grains the same, and refuse the same.</summary>
public sealed partial class ParityTests
{
    public static TheoryData<string> Good => [.. GoodCalls.Methods.Select(static method => method.FullName)];

    public static TheoryData<string> Bad => [.. BadCalls.All.Keys];

    [Theory]
    [MemberData(nameof(Good))]
    public async Task A_good_request_is_the_same_grain_call(string method)
    {
        var calls = new ConcurrentQueue<string>();
        await using var host = await FaultHost.Start(call =>
        {
            calls.Enqueue(Describe(call));
            return null;
        });
        var pair = GoodCalls.All[method];

        // What the grains answer here is no result, so both fail after the call.
        await Rest(host, pair);
        string[] rest = [.. calls];
        calls.Clear();
        await Assert.ThrowsAsync<RpcException>(() => Grpc(host, pair));

        Assert.NotEmpty(rest);
        Assert.Equal(rest, calls);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_request_has_the_same_code_field_and_text(string name)
    {
        await using var host = await FaultHost.Start(call => throw new InvalidOperationException($"{call.Method} is called."));
        var pair = BadCalls.All[name];

        var problem = await Rest(host, pair);
        var error = await Assert.ThrowsAsync<RpcException>(() => Grpc(host, pair));

        Assert.Equal(
            (problem.Text("code"), problem.Text("field"), problem.Text("detail")), (error.Info().Reason, error.Field(), error.Status.Detail));
        Assert.Equal(GrpcStatusCodes.For(problem.Text("code")!), error.StatusCode);
    }

    private static Task<Reply> Rest(FaultHost host, CallPair pair)
    {
        var parts = pair.Http.Split(' ', 3);
        List<(string, string)> headers = [];
        if (pair.KeySent is { } key)
            headers.Add(("Idempotency-Key", key));
        if (pair.IfMatch is { } version)
            headers.Add(("If-Match", version == "*" ? version : $"\"{version}\""));
        return host.Send(new HttpMethod(parts[0]), parts[1], parts.ElementAtOrDefault(2), [.. headers]);
    }

    private static Task Grpc(FaultHost host, CallPair pair) =>
        pair.Call(new GrpcClients(host.Channel()), pair.KeySent is { } key ? GrpcReplies.Key(key) : []);

    private static string Describe(FakeCall call) => UnkeyedId().Replace(
        $"{call.Grain.Name}({call.Key}).{call.Method}({string.Join(", ", call.Arguments.Select(Describe))})", "~");

    private static string Describe(object? value) => value switch
    {
        null => "null",
        CancellationToken token => token.CanBeCanceled ? "token" : "no token",
        string or Enum or IFormattable or bool => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ when IsDefaultArray(value) => "default",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Describe))}]",
        _ => $"{value.GetType().Name} {{{string.Join(", ", value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => $"{property.Name}: {Describe(property.GetValue(value))}"))}}}",
    };

    private static bool IsDefaultArray(object value) => value.GetType().GetProperty("IsDefault")?.GetValue(value) is true;

    // Each request without a key has an id of its own.
    [GeneratedRegex("~[0-9a-f]+\\.[0-9a-f]+")]
    private static partial Regex UnkeyedId();
}
