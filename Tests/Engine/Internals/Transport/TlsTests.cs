using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Engine.Internals.Transport;

/// <summary>Encrypted connections.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly List<TransportNode> _nodes = [];
    private readonly X509Certificate2 _certificate = NewCertificate();

    [Fact]
    public async Task Carries_frames_between_silos_that_trust_each_other()
    {
        var (one, other) = (Start(Trusting(_certificate)), Start(Trusting(_certificate)));
        await TransportTests.Exchange(one, other);
        var large = TransportTests.Noise(3_000_000, 1);
        Assert.Equal(SendResult.Sent, other.Send(one, large));
        await Eventually.Holds(() => one.Count == 1, "the large frame has arrived");
        Assert.Equal(large, one.FramesFrom(other.Address)[0]);
    }

    [Fact]
    public async Task Refuses_a_silo_with_another_certificate()
    {
        using var foreign = NewCertificate();
        var silo = Start(Trusting(_certificate));
        var impostor = Start(Trusting(foreign));
        impostor.Send(silo, [1]);
        await Eventually.Holds(() => impostor.TimesLost(silo.Address) == 1, "the impostor could not connect");
        silo.Send(impostor, [1]);
        await Eventually.Holds(() => silo.TimesLost(impostor.Address) == 1, "nor the silo to it");
        Assert.Equal(0, silo.Count + impostor.Count);
    }

    [Fact]
    public async Task Refuses_a_silo_that_does_not_encrypt()
    {
        var silo = Start(Trusting(_certificate));
        var plain = Start(null);
        plain.Send(silo, [1]);
        await Eventually.Holds(() => plain.TimesLost(silo.Address) == 1, "it could not connect");
        Assert.Equal(0, silo.Count);
    }

    public void Dispose()
    {
        foreach (var node in _nodes)
            node.Dispose();
        _certificate.Dispose();
    }

    private static TlsOptions Trusting(X509Certificate2 certificate) => new()
    {
        LocalCertificate = certificate,
        ClientCertificateMode = RemoteCertificateMode.RequireCertificate,
        RemoteCertificateValidation = (remote, _, _) => remote.Thumbprint == certificate.Thumbprint,
    };

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UnixEpoch.AddYears(50);
        using var made = new CertificateRequest("CN=silo", key, HashAlgorithmName.SHA256).CreateSelfSigned(now, now.AddYears(50));

        // With the key inside, as it would come from a file.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private TransportNode Start(TlsOptions? tls)
    {
        var node = TcpNodes.Silo(TcpNodes.Settings() with { Tls = tls });
        _nodes.Add(node);
        return node;
    }
}
