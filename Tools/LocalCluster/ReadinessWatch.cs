using OrleansMicro.Bench.Api;

namespace OrleansMicro.Tools.LocalCluster;

/// <summary>
/// Asks every API for its readiness, several times a second, and keeps requests away from one that says no. A load balancer's other half.
/// </summary>
internal sealed class ReadinessWatch : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(6) };
    private readonly CancellationTokenSource _stop = new();
    private readonly ClusterNodes _cluster;
    private readonly ServerRing _ring;
    private readonly Task _watching;

    public ReadinessWatch(ClusterNodes cluster, ServerRing ring)
    {
        (_cluster, _ring) = (cluster, ring);
        _watching = Watch();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _http.Dispose();
        _stop.Dispose();
    }

    /// <summary>Whether a process says that it is ready.</summary>
    public async Task<bool> IsReady(Uri server)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(server, "/health/ready"), _stop.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task Watch()
    {
        while (!_stop.IsCancellationRequested)
        {
            var servers = _cluster.Urls;
            var ready = await Task.WhenAll(servers.Select(IsReady));
            _ring.Replace([.. servers.Where((_, i) => ready[i])]);
            await Task.Delay(Every, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
