using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace OrleansMicro.Grpc;

/// <summary>
/// Answers refusals and exceptions with the status of their code and with <c>google.rpc.ErrorInfo</c>, as REST answers them with a problem. A
/// deadline or a client that leaves ends the call at once; a change that was sent runs to its end.
/// </summary>
internal sealed class GrpcErrors(ILogger<ApiExceptionHandler> log) : Interceptor
{
    private const string Domain = "orleansmicro";
    private const string VersionField = "condition";

    // Clients limit the size of all metadata, often to 8 KiB.
    private const int MaxLines = 10;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        ExplainAsync(async () => await continuation(request, context).WaitAsync(context.CancellationToken), context);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) => ExplainAsync(async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        }, context);

    private async Task<T> ExplainAsync<T>(Func<Task<T>> call, ServerCallContext context)
    {
        try
        {
            return await call();
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw new RpcException(new(StatusCode.Cancelled, "The client left, or its deadline has passed."));
        }
        catch (RefusedException e)
        {
            throw ToError(e.Refusal);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw ToError(ApiExceptionHandler.Explain(e, context.GetHttpContext().Request, log));
        }
    }

    private static RpcException ToError(Refusal refusal)
    {
        var code = GrpcStatusCodes.For(refusal.Code);
        var info = new ErrorInfo { Domain = Domain, Reason = refusal.Code };

        // Grains name the header of REST.
        var field = refusal.Code == RefusalCodes.VersionMismatch ? VersionField : Problem.FieldOf(refusal, VersionField);
        if (field is not null)
            info.Metadata["field"] = field;
        if (!refusal.Lines.IsDefaultOrEmpty)
        {
            info.Metadata["lines"] = JsonSerializer.Serialize([.. refusal.Lines.Take(MaxLines)], ApiJson.Default.IReadOnlyListLineRefusal);
            info.Metadata["lineCount"] = $"{refusal.Lines.Length}";
        }

        var status = new Google.Rpc.Status { Code = (int)code, Message = refusal.Message, Details = { Any.Pack(info) } };
        if (code == StatusCode.Unavailable || refusal.RetryAfter is not null)
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(refusal.RetryAfter ?? RetryDelay) }));
        return status.ToRpcException();
    }
}

/// <summary>Carries a refusal from a method to <see cref="GrpcErrors"/>.</summary>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Message)
{
    public Refusal Refusal { get; } = refusal;
}
