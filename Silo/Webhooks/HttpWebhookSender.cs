using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using OrleansMicro.Webhooks;

namespace OrleansMicro.Silo.Webhooks;

/// <summary>Sends deliveries over HTTP. Every limit is on the whole of a delivery, so an endpoint that answers slowly holds nothing up.</summary>
internal sealed class HttpWebhookSender : IWebhookSender, IDisposable
{
    private const int MaxBody = 1_024;
    private const int MaxHeaders = 20;
    private const int MaxHeader = 200;
    private const int MaxHeadersKilobytes = 16;
    private const int MaxDrainedBytes = 64 * 1_024;
    private static readonly ProductInfoHeaderValue Agent = new("OrleansMicro-Webhooks", "1");

    private readonly Lazy<HttpMessageInvoker> _http;
    private readonly WebhookConnector _connector;
    private readonly AllowedHosts _allowed;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _timeout;

    public HttpWebhookSender(WebhookConnector connector, AllowedHosts allowed, TimeProvider clock, IOptions<WebhookOptions> options)
    {
        (_connector, _allowed, _clock, _timeout) = (connector, allowed, clock, options.Value.Timeout);
        _http = new(() => new HttpMessageInvoker(CreateHandler()));
    }

    public bool IsAllowedHost(string host) => _allowed.Has(host);

    public async Task<string?> Check(Uri url, CancellationToken cancellation = default)
    {
        using var timeout = new CancellationTokenSource(OrleansMicro.Limits.MaxCallWait, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await _connector.Resolve(url.Host, both.Token);
            return null;
        }
        catch (AddressRefusedException)
        {
            return WebhookConnector.NotPublic;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            // A name server that does not answer now is asked again at each connection.
            return null;
        }
    }

    public async Task<WebhookAnswer> Send(WebhookMessage message, CancellationToken cancellation = default)
    {
        using var timeout = new CancellationTokenSource(_timeout, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var request = CreateRequest(message);
        try
        {
            using var response = await _http.Value.SendAsync(request, both.Token);
            return await Read(response, both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new WebhookAnswer(null, $"The endpoint did not answer within {_timeout.TotalSeconds:0} s.");
        }
        catch (HttpRequestException exception)
        {
            return new WebhookAnswer(null, ReasonOf(exception));
        }
        catch (AddressRefusedException exception)
        {
            return new WebhookAnswer(null, exception.Message);
        }
        catch (IOException exception)
        {
            return new WebhookAnswer(null, $"The connection broke. {exception.Message}");
        }
    }

    public void Dispose()
    {
        if (_http.IsValueCreated)
            _http.Value.Dispose();
    }

    private SocketsHttpHandler CreateHandler() => new()
    {
        ConnectCallback = _connector.Connect,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        Credentials = null,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = MaxHeadersKilobytes,
        MaxResponseDrainSize = MaxDrainedBytes,
        ConnectTimeout = _timeout,

        // New connections are looked up again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),

        // An endpoint of somebody else gets no trace of ours in its headers. The event has its own.
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    };

    private static HttpRequestMessage CreateRequest(WebhookMessage message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, message.Url)
        {
            Content = new ReadOnlyMemoryContent(message.Body) { Headers = { ContentType = new MediaTypeHeaderValue(message.MediaType, "utf-8") } },
        };
        request.Headers.UserAgent.Add(Agent);
        foreach (var (name, value) in message.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private async Task<WebhookAnswer> Read(HttpResponseMessage response, CancellationToken cancellation) => new(
        (int)response.StatusCode,
        RetryAfter: RetryAfterOf(response.Headers.RetryAfter),
        Headers: [.. HeadersOf(response).Take(MaxHeaders)],
        Body: await ReadBody(response.Content, cancellation));

    // The rest of a longer body is not read: its connection is closed.
    private static async Task<string?> ReadBody(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = ArrayPool<byte>.Shared.Rent(MaxBody);
        try
        {
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, MaxBody), MaxBody, throwOnEndOfStream: false, cancellation);
            return length == 0 ? null : Shown(Encoding.UTF8.GetString(buffer, 0, length), MaxBody);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _clock.GetUtcNow(),
        _ => null,
    };

    private static IEnumerable<WebhookHeader> HeadersOf(HttpResponseMessage response) =>
        from header in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
        where !header.Key.Contains("cookie", StringComparison.OrdinalIgnoreCase)
            && !header.Key.Contains("auth", StringComparison.OrdinalIgnoreCase)
        select new WebhookHeader(Shown(header.Key, MaxHeader), Shown(header.Value.ToString(), MaxHeader));

    private static string Shown(string text, int max) =>
        new([.. text.Take(max).Select(static c => char.IsControl(c) && c is not ('\n' or '\t') || char.IsSurrogate(c) ? '\uFFFD' : c)]);

    private static string ReasonOf(HttpRequestException exception) => exception switch
    {
        { InnerException: AddressRefusedException refused } => refused.Message,
        { InnerException: HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } } =>
            "The name of the endpoint has no address.",
        { HttpRequestError: HttpRequestError.ConnectionError } => "The endpoint could not be connected to.",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "The certificate of the endpoint is not valid for it.",
        _ => $"The endpoint gave no valid response. {exception.Message}",
    };
}
