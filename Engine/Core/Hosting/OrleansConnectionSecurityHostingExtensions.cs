using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Connections.Security;

namespace Orleans.Hosting;

/// <summary>Encrypts connections.</summary>
public static class OrleansConnectionSecurityHostingExtensions
{
    /// <summary>Encrypts the silo's connections with a certificate.</summary>
    public static ISiloBuilder UseTls(this ISiloBuilder builder, X509Certificate2 certificate) => builder.UseTls(certificate, static _ => { });

    /// <summary>Encrypts the silo's connections with a certificate.</summary>
    public static ISiloBuilder UseTls(this ISiloBuilder builder, X509Certificate2 certificate, Action<TlsOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(configureOptions);
        return builder.UseTls(options =>
        {
            options.LocalCertificate = certificate;
            configureOptions(options);
        });
    }

    /// <summary>Encrypts the silo's connections.</summary>
    /// <exception cref="InvalidOperationException">There is no certificate.</exception>
    /// <exception cref="ArgumentException">The certificate has no private key.</exception>
    public static ISiloBuilder UseTls(this ISiloBuilder builder, Action<TlsOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = Make(configureOptions);
        if (options.LocalCertificate is null)
            throw new InvalidOperationException("No certificate specified");
        builder.Services.AddSingleton(options);
        return builder;
    }

    /// <summary>Encrypts the client's connections with a certificate.</summary>
    public static IClientBuilder UseTls(this IClientBuilder builder, X509Certificate2 certificate) => builder.UseTls(certificate, static _ => { });

    /// <summary>Encrypts the client's connections with a certificate.</summary>
    public static IClientBuilder UseTls(this IClientBuilder builder, X509Certificate2 certificate, Action<TlsOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(configureOptions);
        return builder.UseTls(options =>
        {
            options.LocalCertificate = certificate;
            configureOptions(options);
        });
    }

    /// <summary>Encrypts the client's connections; without a certificate of its own it stays anonymous.</summary>
    /// <exception cref="ArgumentException">The certificate has no private key.</exception>
    public static IClientBuilder UseTls(this IClientBuilder builder, Action<TlsOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(Make(configureOptions));
        return builder;
    }

    private static TlsOptions Make(Action<TlsOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(configureOptions);
        var options = new TlsOptions();
        configureOptions(options);
        if (options.LocalCertificate is { HasPrivateKey: false } certificate)
            throw new ArgumentException($"Certificate {certificate.Subject} does not contain a private key.", nameof(configureOptions));
        return options;
    }
}
