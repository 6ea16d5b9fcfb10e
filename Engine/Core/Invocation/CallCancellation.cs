namespace Orleans.Serialization.Invocation;

/// <summary>The cancellation of one call: the caller's token on one side, the source of the target's token on the other.</summary>
internal sealed class CallCancellation(CancellationToken callerToken)
{
    private CancellationTokenSource? _source;

    /// <summary>The token that the caller passed; none where the call arrived from elsewhere.</summary>
    public CancellationToken CallerToken { get; } = callerToken;

    /// <summary>The token that the target gets.</summary>
    public CancellationToken TargetToken => Source.Token;

    private CancellationTokenSource Source
        => _source ?? Interlocked.CompareExchange(ref _source, new CancellationTokenSource(), null) ?? _source;

    /// <summary>Cancels the target's token, also before the target asked for it.</summary>
    public void Cancel() => Source.Cancel();
}
