using System.Net;
using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;

namespace OrleansMicro.Silo;

/// <summary>The limits of <see cref="SiloEndpointOptions"/>.</summary>
internal sealed class SiloEndpointOptionsValidator : IValidateOptions<SiloEndpointOptions>
{
    public ValidateOptionsResult Validate(string? name, SiloEndpointOptions options) => new OptionErrors(SiloEndpointOptions.Section)
        .Range(nameof(options.SiloPort), options.SiloPort, 0, 65_535)
        .Range(nameof(options.GatewayPort), options.GatewayPort, 0, 65_535)
        .Range(nameof(options.SiloListenPort), options.SiloListenPort, 0, 65_535)
        .Range(nameof(options.ShedCpuAbove), options.ShedCpuAbove, 1, 100)
        .Require(
            options.AdvertisedAddress.Length == 0 || (IPAddress.TryParse(options.AdvertisedAddress, out var address) && !IsAny(address)),
            nameof(options.AdvertisedAddress), $"is '{options.AdvertisedAddress}'; it must be the IP address of one interface")
        .Require(
            options.ListenAddress.Length == 0 || IPAddress.TryParse(options.ListenAddress, out _),
            nameof(options.ListenAddress), $"is '{options.ListenAddress}'; it must be an IP address")
        .ToResult();

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
