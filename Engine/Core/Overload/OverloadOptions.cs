namespace Orleans.Runtime;

/// <summary>Limits of a silo that are not part of Orleans' API, so that the application keeps the defaults; tests make them small.</summary>
internal sealed class OverloadOptions
{
    /// <summary>How many requests of other silos and of clients may run or wait in one silo. About a kilobyte each.</summary>
    public int MaxIncomingRequests { get; set; } = 50_000;
}
