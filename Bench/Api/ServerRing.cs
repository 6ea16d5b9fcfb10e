namespace OrleansMicro.Bench.Api;

/// <summary>The addresses of an API, taken in turn. What a load balancer does for real clients.</summary>
internal sealed class ServerRing
{
    private Uri[] _servers;
    private uint _next;

    public ServerRing(IEnumerable<Uri> servers) => _servers = [.. servers];

    /// <summary>Takes other addresses from now on; an empty list leaves it as it is, because somewhere a request must go.</summary>
    public void Replace(IReadOnlyCollection<Uri> servers)
    {
        if (servers.Count > 0) Volatile.Write(ref _servers, [.. servers]);
    }

    public Uri Next()
    {
        var servers = Volatile.Read(ref _servers);
        return servers[(int)(Interlocked.Increment(ref _next) % (uint)servers.Length)];
    }
}
