using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace OrleansMicro.Grpc;

/// <summary>
/// The address of gRPC, one more among those of the server. Without TLS, a connection cannot tell whether it speaks HTTP/1.1 or HTTP/2, so gRPC has
/// a port of its own. With <c>Kestrel:Endpoints</c> the operator names all addresses, and the protocol of each.
/// </summary>
internal static class GrpcPort
{
    /// <summary>The argument that stands for the setting.</summary>
    public const string Argument = "--grpc-port";

    /// <summary>Throws <see cref="StartException"/> if the server cannot listen there.</summary>
    public static void Open(WebApplicationBuilder builder, int port)
    {
        if (builder.Configuration["urls"] is not { Length: > 0 } urls || builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            return;
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var parsed = Array.FindAll(Array.ConvertAll(addresses, BindingAddress.Parse), static address => !address.IsUnixPipe && !address.IsNamedPipe);
        if (port > 0 && Array.Exists(parsed, address => address.Port == port))
            throw new StartException($"{port} is a port of the REST API. Choose another one with {Argument}.");
        var (scheme, host) = parsed is [var first, ..] ? (first.Scheme, first.Host) : (Uri.UriSchemeHttp, "localhost");

        // A free port is one of an IP address.
        if (port == 0 && host == "localhost")
            host = IPAddress.Loopback.ToString();
        var grpc = string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{port}");
        BusyPorts.Refuse(grpc, Argument);
        builder.WebHost.UseUrls([.. addresses, grpc]);
        builder.Services.Configure<KestrelServerOptions>(kestrel => UseHttp2(kestrel, addresses.Length));
    }

    /// <summary>Where the server listens for gRPC; null if it does not.</summary>
    public static string? AddressOf(WebApplication app) =>
        app.Services.GetService<IOptions<GrpcOptions>>()?.Value.GrpcPort is not null && app.Urls.Count > 1 ? app.Urls.Last() : null;

    /// <summary>The part of the line that says that the server is ready; empty without gRPC.</summary>
    public static string Describe(WebApplication app) => AddressOf(app) is { } address ? $"  gRPC: {address}" : "";

    // The server asks once for each address, in their order. A free port has no number yet.
    private static void UseHttp2(KestrelServerOptions kestrel, int others)
    {
        var asked = 0;
        kestrel.ConfigureEndpointDefaults(listen =>
        {
            if (asked++ == others)
                listen.Protocols = HttpProtocols.Http2;
        });
    }
}
