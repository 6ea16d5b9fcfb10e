using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;

namespace Orleans.Connections.Security;

/// <summary>Decides whether the other end of a connection is trusted.</summary>
/// <param name="certificate">Its certificate.</param>
/// <param name="chain">The chain that was built from it.</param>
/// <param name="policyErrors">What the ordinary check found.</param>
public delegate bool RemoteCertificateValidator(X509Certificate2 certificate, X509Chain? chain, System.Net.Security.SslPolicyErrors policyErrors);

/// <summary>How connections are encrypted.</summary>
public class TlsOptions
{
    private TimeSpan _handshakeTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The certificate of this process, with its private key. A client may do without.</summary>
    public X509Certificate2? LocalCertificate { get; set; }

    /// <summary>Whether the silo that a connection is made to needs a certificate.</summary>
    public RemoteCertificateMode RemoteCertificateMode { get; set; } = RemoteCertificateMode.RequireCertificate;

    /// <summary>Whether the silo or client that makes a connection needs a certificate.</summary>
    public RemoteCertificateMode ClientCertificateMode { get; set; } = RemoteCertificateMode.AllowCertificate;

    /// <summary>Decides instead of the ordinary check, whose findings it gets.</summary>
    public RemoteCertificateValidator? RemoteCertificateValidation { get; set; }

    /// <summary>The protocols that may be used.</summary>
    public SslProtocols SslProtocols { get; set; } = SslProtocols.Tls13 | SslProtocols.Tls12;

    /// <summary>Whether revoked certificates are looked for.</summary>
    public bool CheckCertificateRevocation { get; set; }

    /// <summary>Changes the settings of a connection that this process makes, for example the name that the silo's certificate must have.</summary>
    public Action<ConnectionContext, TlsClientAuthenticationOptions>? OnAuthenticateAsClient { get; set; }

    /// <summary>How long the handshake may take.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not positive.</exception>
    public TimeSpan HandshakeTimeout
    {
        get => _handshakeTimeout;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            _handshakeTimeout = value;
        }
    }

    /// <summary>Trusts every certificate: encryption without a check of who is at the other end.</summary>
    public void AllowAnyRemoteCertificate() => RemoteCertificateValidation = static (_, _, _) => true;
}

/// <summary>Settings of one encrypted connection that this process makes.</summary>
public class TlsClientAuthenticationOptions
{
    /// <summary>The name that the other end's certificate must have.</summary>
    public string? TargetHost { get; set; }

    /// <summary>The protocols that may be used.</summary>
    public SslProtocols EnabledSslProtocols { get; set; }

    /// <summary>How revoked certificates are looked for.</summary>
    public X509RevocationMode CertificateRevocationCheckMode { get; set; }
}

/// <summary>What is asked of the certificate at the other end.</summary>
public enum RemoteCertificateMode
{
    /// <summary>None is asked for.</summary>
    NoCertificate,

    /// <summary>It is checked if there is one.</summary>
    AllowCertificate,

    /// <summary>There must be one.</summary>
    RequireCertificate,
}
