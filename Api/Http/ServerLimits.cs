using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace OrleansMicro.Http;

/// <summary>The limits of the web server.</summary>
internal sealed class ServerLimits(IOptions<ApiOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    // A body of the maximum length takes more bytes on the wire in chunks, and the limit of the server counts them.
    private const int ChunkBytes = 64 * 1024;

    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;

        // Decoded one to one, any bytes in a header reach the check that names the header, instead of a bare 400 from the server.
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;

        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = options.Value.MaxConnections;
        limits.MaxRequestBodySize = ApiOptions.MaxBodyBytes + ChunkBytes;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        limits.Http2.MaxStreamsPerConnection = 100;
    }
}
