namespace Orleans.Configuration;

/// <summary>Settings of grain calls that silos and clients share.</summary>
public abstract class MessagingOptions
{
    private TimeSpan _responseTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a caller waits for an answer before it gets a <see cref="TimeoutException"/>.</summary>
    public TimeSpan ResponseTimeout
    {
        get => System.Diagnostics.Debugger.IsAttached ? ResponseTimeoutWithDebugger : _responseTimeout;
        set => _responseTimeout = value;
    }

    /// <summary><see cref="ResponseTimeout"/> while a debugger is attached.</summary>
    public TimeSpan ResponseTimeoutWithDebugger { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether requests whose caller has given up are dropped instead of run.</summary>
    public bool DropExpiredMessages { get; set; } = true;

    /// <summary>Largest body of one message, in bytes.</summary>
    public int MaxMessageBodySize { get; set; } = 100 * 1024 * 1024;

    /// <summary>Largest header of one message, in bytes.</summary>
    public int MaxMessageHeaderSize { get; set; } = 10 * 1024 * 1024;

    /// <summary>Whether the callee's cancellation token is cancelled when the caller times out.</summary>
    public bool CancelRequestOnTimeout { get; set; }

    /// <summary>Whether a cancelled caller waits until the callee has ended.</summary>
    public bool WaitForCancellationAcknowledgement { get; set; }
}

/// <summary>Settings of grain calls made by a client.</summary>
public class ClientMessagingOptions : MessagingOptions;
