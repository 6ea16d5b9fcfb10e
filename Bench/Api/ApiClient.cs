using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrleansMicro.Bench.Api;

/// <summary>
/// The shop's REST API over one or more addresses. A request that fails to connect, loses its answer or is answered with `Retry-After` is
/// sent again, to the next address, with back-off: every request sent through here is idempotent.
/// </summary>
internal sealed class ApiClient : IDisposable
{
    // Longer than the 20 s for which a checkout waits for its order's end.
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(40);

    private readonly HttpClient _http;
    private readonly ServerRing _servers;
    private readonly Retry _retry;
    private readonly TimeProvider _time;

    public ApiClient(IEnumerable<Uri> servers, int connections, Retry retry, TimeProvider time, HttpMessageHandler? handler = null)
        : this(new ServerRing(servers), connections, retry, time, handler)
    {
    }

    public ApiClient(ServerRing servers, int connections, Retry retry, TimeProvider time, HttpMessageHandler? handler = null)
    {
        _servers = servers;
        _retry = retry;
        _time = time;
        _http = new HttpClient(handler ?? NewHandler(connections)) { Timeout = AttemptTimeout };
    }

    public ApiStatistics Statistics { get; } = new();

    /// <summary>Reads something that must exist.</summary>
    public async Task<T> Get<T>(string path, JsonTypeInfo<T> type, CancellationToken stop) =>
        Parse(path, (await Send(HttpMethod.Get, path, null, null, stop)).Body, type);

    /// <summary>Reads something that may not exist; null: 404.</summary>
    public async Task<T?> Find<T>(string path, JsonTypeInfo<T> type, CancellationToken stop)
        where T : class
    {
        var reply = await Send(HttpMethod.Get, path, null, null, stop, acceptNotFound: true);
        return reply.Status == HttpStatusCode.NotFound ? null : Parse(path, reply.Body, type);
    }

    /// <summary>Reads a whole list, page by page.</summary>
    public async Task<List<T>> List<T>(string path, JsonTypeInfo<ApiPage<T>> type, CancellationToken stop)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var query = cursor is null ? "?limit=100" : $"?limit=100&cursor={Uri.EscapeDataString(cursor)}";
            var page = await Find(path + query, type, stop);
            all.AddRange(page?.Items ?? []);
            cursor = page?.Next;
        }
        while (cursor is not null);
        return all;
    }

    public Task Put<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken stop) =>
        Send(HttpMethod.Put, path, JsonSerializer.SerializeToUtf8Bytes(body, type), null, stop);

    public Task Delete(string path, CancellationToken stop) => Send(HttpMethod.Delete, path, null, null, stop);

    /// <summary>Posts under an idempotency key and reads the answer.</summary>
    public async Task<TReply> Post<T, TReply>(
        string path, string key, T body, JsonTypeInfo<T> type, JsonTypeInfo<TReply> replyType, CancellationToken stop)
    {
        var reply = await Send(HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(body, type), key, stop);
        return Parse(path, reply.Body, replyType);
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler NewHandler(int connections) => new()
    {
        MaxConnectionsPerServer = connections,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    };

    private static T Parse<T>(string path, byte[] body, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(body, type) ?? throw new JsonException($"{path} answered null.");

    private async Task<Reply> Send(
        HttpMethod method, string path, byte[]? body, string? key, CancellationToken stop, bool acceptNotFound = false)
    {
        var began = _time.GetTimestamp();
        var serverErrors = 0;
        for (var attempt = 0; ; attempt++)
        {
            Exception failure;
            try
            {
                var reply = await SendOnce(method, path, body, key, stop);
                if (reply.Succeeded || (acceptNotFound && reply.Status == HttpStatusCode.NotFound)) return reply;
                failure = new ApiException(method, path, reply.Status, reply.Problem);
                if (reply.Status == HttpStatusCode.InternalServerError) Statistics.CountServerError();
                var again = reply.Status == HttpStatusCode.InternalServerError
                    ? ++serverErrors < Retry.MaxServerErrors
                    : Retry.IsTransient(reply.Status, reply.Problem?.Code);
                if (!again) throw failure;
            }
            catch (Exception lost) when (Retry.IsTransient(lost, stop))
            {
                failure = lost;
            }

            var delay = Retry.Delay(attempt, Random.Shared.NextDouble());
            if (_time.GetElapsedTime(began) + delay > _retry.Timeout)
                throw new TimeoutException($"{method} {path} failed for {_retry.Timeout.TotalSeconds:0} s: {failure.Message}", failure);
            Statistics.CountRetry();
            await Task.Delay(delay, _time, stop);
        }
    }

    private async Task<Reply> SendOnce(HttpMethod method, string path, byte[]? body, string? key, CancellationToken stop)
    {
        Statistics.CountRequest();
        using var request = new HttpRequestMessage(method, new Uri(_servers.Next(), path));
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await _http.SendAsync(request, stop);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable) Statistics.CountRefusal(saysWhen: response.Headers.RetryAfter is not null);
        return new Reply(response.StatusCode, await response.Content.ReadAsByteArrayAsync(stop));
    }

    private readonly record struct Reply(HttpStatusCode Status, byte[] Body)
    {
        public bool Succeeded => (int)Status is >= 200 and < 300;

        public Problem? Problem
        {
            get
            {
                try
                {
                    return JsonSerializer.Deserialize(Body, ApiJson.Default.Problem);
                }
                catch (JsonException)
                {
                    // Not a problem document (a proxy's page, an empty body): the status alone has to do.
                    return null;
                }
            }
        }
    }
}
