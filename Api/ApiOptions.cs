namespace OrleansMicro;

/// <summary>Settings of the REST API; configuration section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Api";

    /// <summary>Longest body of a request, in bytes.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>How long a checkout or a cancellation waits for its end state before it is answered with 202. 0 to 25 seconds.</summary>
    public TimeSpan CheckoutWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a grain call that was refused or lost is repeated before the client gets 503. Shorter than clients wait for a response, longer than the cluster takes to
    /// detect that a silo is gone. 0 to 2 minutes.
    /// </summary>
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a client may take to send a body. 1 second to 2 minutes.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The key that page cursors are signed with, at least 16 characters; the same on every replica. A cursor gives access to nothing that a client could not list from the
    /// start, so the default only guards against mistakes. Set a key to exclude forged cursors.
    /// </summary>
    public string CursorKey { get; set; } = "orleansmicro-cursor-v1";

    /// <summary>The most open connections; further ones are closed at once. At least 1.</summary>
    public long MaxConnections { get; set; } = 20_000;
}
