using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Orleans.Connections.Security;

namespace Orleans.Runtime.Tcp;

/// <summary>Encrypts a connection and checks who is at its other end.</summary>
internal sealed class TlsHandshake(TlsOptions options)
{
    /// <summary>Encrypts a connection that this process has made.</summary>
    public async Task AuthenticateAsClientAsync(TcpStream stream, CancellationToken cancellationToken)
    {
        var settings = new TlsClientAuthenticationOptions
        {
            TargetHost = (stream.RemoteEndPoint as IPEndPoint)?.Address.ToString() ?? "",
            EnabledSslProtocols = options.SslProtocols,
            CertificateRevocationCheckMode = RevocationMode,
        };
        options.OnAuthenticateAsClient?.Invoke(new DefaultConnectionContext { LocalEndPoint = stream.LocalEndPoint, RemoteEndPoint = stream.RemoteEndPoint }, settings);
        var ssl = new SslStream(stream.Stream, leaveInnerStreamOpen: false);
        stream.Wrap(ssl);
        using var limit = LimitOf(cancellationToken);
        await ssl.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = settings.TargetHost,
                ClientCertificates = options.LocalCertificate is { } certificate ? [certificate] : null,
                EnabledSslProtocols = settings.EnabledSslProtocols,
                CertificateRevocationCheckMode = settings.CertificateRevocationCheckMode,
                RemoteCertificateValidationCallback = (_, remote, chain, errors) => IsTrusted(remote, chain, errors, options.RemoteCertificateMode),
            },
            limit.Token);
    }

    /// <summary>Encrypts a connection that was made to this process.</summary>
    public async Task AuthenticateAsServerAsync(TcpStream stream, CancellationToken cancellationToken)
    {
        var ssl = new SslStream(stream.Stream, leaveInnerStreamOpen: false);
        stream.Wrap(ssl);
        using var limit = LimitOf(cancellationToken);
        await ssl.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = options.LocalCertificate,
                ClientCertificateRequired = options.ClientCertificateMode != RemoteCertificateMode.NoCertificate,
                EnabledSslProtocols = options.SslProtocols,
                CertificateRevocationCheckMode = RevocationMode,
                RemoteCertificateValidationCallback = (_, remote, chain, errors) => IsTrusted(remote, chain, errors, options.ClientCertificateMode),
            },
            limit.Token);
    }

    private X509RevocationMode RevocationMode => options.CheckCertificateRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck;

    private CancellationTokenSource LimitOf(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.HandshakeTimeout);
        return limit;
    }

    private bool IsTrusted(X509Certificate? remote, X509Chain? chain, SslPolicyErrors errors, RemoteCertificateMode mode)
    {
        if (remote is null)
            return mode != RemoteCertificateMode.RequireCertificate;
        if (options.RemoteCertificateValidation is { } validate)
            return validate(remote as X509Certificate2 ?? new X509Certificate2(remote), chain, errors);
        return errors == SslPolicyErrors.None;
    }
}
