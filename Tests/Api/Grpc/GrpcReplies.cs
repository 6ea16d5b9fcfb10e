using Google.Rpc;
using Grpc.Core;

namespace OrleansMicro.Tests.Api.Grpc;

/// <summary>What a client reads of errors.</summary>
internal static class GrpcReplies
{
    /// <summary>The error of a call.</summary>
    public static Task<RpcException> Error<T>(this AsyncUnaryCall<T> call) => Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

    /// <summary>What the error says to programs.</summary>
    public static ErrorInfo Info(this RpcException error)
    {
        var info = error.GetRpcStatus()?.GetDetail<ErrorInfo>();
        Assert.True(info is not null, $"No ErrorInfo: {error.Status}");
        Assert.Equal("orleansmicro", info.Domain);
        return info;
    }

    /// <summary>The input at fault; null if the error names none.</summary>
    public static string? Field(this RpcException error) => error.Info().Metadata.GetValueOrDefault("field");

    /// <summary>When to repeat the call; null if the error does not say.</summary>
    public static TimeSpan? RetryDelay(this RpcException error) => error.GetRpcStatus()?.GetDetail<RetryInfo>()?.RetryDelay.ToTimeSpan();

    /// <summary>The metadata of a call with an idempotency key.</summary>
    public static Metadata Key(string key) => new() { { "idempotency-key", key } };
}
