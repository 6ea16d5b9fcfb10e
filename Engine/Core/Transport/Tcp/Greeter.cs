using System.Net;

namespace Orleans.Runtime.Tcp;

/// <summary>Greets on new connections, from either side. Nothing else is believed, or kept, before that.</summary>
internal sealed class Greeter(TcpTransportSettings settings)
{
    private readonly TcpTransportOptions _options = settings.Options;
    private readonly TlsHandshake? _tls = settings.Tls is { } tls ? new TlsHandshake(tls) : null;

    /// <summary>Connects to an endpoint and greets.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="local">The silo or client that connects.</param>
    /// <param name="expected">The silo that is expected there; null for any.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<(TcpStream Stream, GreetingAnswer Answer)> ConnectAsync(
        IPEndPoint endpoint, SiloAddress local, SiloAddress? expected, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.HandshakeTimeout, settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var stream = await TcpStream.ConnectAsync(endpoint, either.Token);
        try
        {
            if (_tls is not null)
                await _tls.AuthenticateAsClientAsync(stream, either.Token);
            var greeting = new Greeting(settings.ClusterId, settings.ServiceId, local, expected);
            await stream.Stream.WriteAsync(GreetingFormat.Write(greeting, _options.ProtocolVersion, _options.OldestProtocolVersion), either.Token);
            var (header, content) = await ReadAsync(stream, either.Token);
            var answer = GreetingFormat.ReadAnswer(content);
            if (answer.Verdict == Verdict.Accepted && !Speaks(header))
                throw new ProtocolException(OtherVersion(header));
            return (stream, answer);
        }
        catch (Exception)
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the greeting of who has connected. If it speaks another version it is told so.</summary>
    public async Task<Greeting> ReceiveAsync(TcpStream stream, CancellationToken cancellationToken)
    {
        if (_tls is not null)
            await _tls.AuthenticateAsServerAsync(stream, cancellationToken);
        var (header, content) = await ReadAsync(stream, cancellationToken);
        if (Speaks(header))
            return GreetingFormat.Read(content);
        var reason = $"this silo speaks version {_options.OldestProtocolVersion} to {_options.ProtocolVersion} of the wire protocol, not {header.OldestVersion} to {header.Version}";
        await AnswerAsync(stream, new GreetingAnswer(Verdict.WrongVersion, reason, null), cancellationToken);
        throw new VersionException(OtherVersion(header));
    }

    /// <summary>Answers a greeting.</summary>
    public async Task AnswerAsync(TcpStream stream, GreetingAnswer answer, CancellationToken cancellationToken) =>
        await stream.Stream.WriteAsync(GreetingFormat.Write(answer, _options.ProtocolVersion, _options.OldestProtocolVersion), cancellationToken);

    private static string OtherVersion((int Version, int OldestVersion, int Length) header) =>
        $"it speaks version {header.OldestVersion} to {header.Version} of the wire protocol";

    private static async Task<((int Version, int OldestVersion, int Length) Header, byte[] Content)> ReadAsync(
        TcpStream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[GreetingFormat.HeaderBytes];
        await stream.Stream.ReadExactlyAsync(bytes, cancellationToken);
        var header = GreetingFormat.ReadHeader(bytes);
        var content = new byte[header.Length];
        await stream.Stream.ReadExactlyAsync(content, cancellationToken);
        return (header, content);
    }

    private bool Speaks((int Version, int OldestVersion, int Length) other) =>
        other.OldestVersion <= _options.ProtocolVersion && other.Version >= _options.OldestProtocolVersion;
}
