namespace OrleansMicro;

/// <summary>Settings of the REST API; configuration section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Api";

    /// <summary>Maximum length of a request body, in bytes.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>How long a checkout or a cancellation waits for the order to end before it answers 202. 0 to 25 seconds.</summary>
    public TimeSpan CheckoutWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a grain call that failed because of the cluster is repeated before the response is 503. Shorter than clients wait for a response,
    /// longer than the cluster takes to detect a failed silo. 0 to 2 minutes.
    /// </summary>
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a client may take to send a body. 1 second to 2 minutes.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The key that signs page cursors, at least 16 characters, the same on each replica. A cursor gives no access to anything that a client could
    /// not list from the start, so the default only guards against mistakes. Set a key to prevent forged cursors.
    /// </summary>
    public string CursorKey { get; set; } = "orleansmicro-cursor-v1";

    /// <summary>Maximum number of connections. Further ones are closed at once. At least 1.</summary>
    public long MaxConnections { get; set; } = 20_000;

    /// <summary>
    /// The origins of web pages that may call the API from a browser, such as <c>https://shop.example</c>. Empty: none, which turns CORS off. Pages
    /// of other origins cannot read responses, and their changes are refused with 403.
    /// </summary>
    public IReadOnlyList<string> CorsOrigins { get; set; } = [];
}
