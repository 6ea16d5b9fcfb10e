using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Orleans.Runtime.Tcp;

/// <content>Making and taking connections.</content>
internal sealed partial class TcpTransport
{
    /// <summary>Connects to the peer of a link and tells the link how it went; never fails.</summary>
    public async Task DialAsync(PeerLink link, int attempt)
    {
        var endpoint = EndpointOf(link.Peer);
        try
        {
            if (endpoint is null)
                throw new SocketException((int)SocketError.HostNotFound);
            var (stream, answer) = await _greeter.ConnectAsync(endpoint, Local, link.Peer, _closed.Token);
            if (answer.Verdict == Verdict.Accepted)
            {
                link.OnOpened(attempt, stream);
                return;
            }

            stream.Dispose();
            if (answer.Verdict == Verdict.Crossed)
            {
                link.OnCrossed(attempt);
                return;
            }

            TcpLog.WasRefused(_settings.Logger, Local, endpoint, answer.Verdict, answer.Reason);
        }
        catch (Exception exception)
        {
            if (!_closed.IsCancellationRequested)
                TcpLog.ConnectFailed(_settings.Logger, Local, link.Peer, endpoint, ReasonOf(exception));
        }

        link.OnFailed(attempt);
    }

    /// <summary>Connects to whatever silo has its gateway at an endpoint.</summary>
    /// <returns>Null, or why it failed.</returns>
    public async Task<string?> DialGatewayAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            var (stream, answer) = await _greeter.ConnectAsync(endpoint, Local, null, cancellationToken);
            if (answer is { Verdict: Verdict.Accepted, Receiver: { } silo })
            {
                var link = LinkTo(silo);
                if (await link.TryAcceptAsync() is { } attempt)
                    link.OnOpened(attempt, stream);
                else
                    stream.Dispose();
                return null;
            }

            stream.Dispose();
            TcpLog.WasRefused(_settings.Logger, Local, endpoint, answer.Verdict, answer.Reason);
            return $"{endpoint} refused ({answer.Verdict}): {answer.Reason}";
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException or AuthenticationException)
        {
            TcpLog.ConnectFailed(_settings.Logger, Local, null, endpoint, ReasonOf(exception));
            return $"{endpoint}: {ReasonOf(exception)}";
        }
    }

    /// <summary>A link has a connection.</summary>
    public void OnConnected(PeerLink link, TcpStream stream)
    {
        TcpLog.Connected(_settings.Logger, Local, link.Peer, stream.RemoteEndPoint);
        if (link.Peer.IsClient)
            SendView(link);
        _gateways?.OnConnected();
    }

    /// <summary>A link has lost its connection.</summary>
    public void OnDisconnected(PeerLink link, string reason)
    {
        if (!_closed.IsCancellationRequested)
            TcpLog.Disconnected(_settings.Logger, Local, link.Peer, reason);
        _gateways?.OnDisconnected();
    }

    private static string ReasonOf(Exception exception) => exception is OperationCanceledException
        ? "it did not answer in time"
        : exception.InnerException is { } cause ? $"{exception.Message} {cause.Message}" : exception.Message;

    private void Listen(IPEndPoint endpoint, string setting, bool isGateway)
    {
        _listeners.Add(new Listener(endpoint, setting, isGateway, _settings, GreetAsync));
        TcpLog.Listening(_settings.Logger, Local, endpoint, isGateway ? "clients" : "silos");
    }

    private async Task GreetAsync(TcpStream stream, bool isGateway, CancellationToken cancellationToken)
    {
        try
        {
            var greeting = await _greeter.ReceiveAsync(stream, cancellationToken);
            if (Refusal(greeting, isGateway) is { } refusal)
            {
                await RefuseAsync(stream, greeting, refusal, cancellationToken);
                return;
            }

            var link = LinkTo(greeting.Sender);
            if (await link.TryAcceptAsync() is not { } attempt)
            {
                await RefuseAsync(stream, greeting, new GreetingAnswer(Verdict.Crossed, "both connected at the same time", Local), cancellationToken);
                return;
            }

            try
            {
                await _greeter.AnswerAsync(stream, new GreetingAnswer(Verdict.Accepted, "", Local), cancellationToken);
            }
            catch (Exception)
            {
                link.OnFailed(attempt);
                throw;
            }

            link.OnOpened(attempt, stream);
        }
        catch (VersionException exception)
        {
            TcpLog.Refused(_settings.Logger, Local, null, stream.RemoteEndPoint, Verdict.WrongVersion, exception.Message);
            stream.Dispose();
        }
    }

    private async Task RefuseAsync(TcpStream stream, Greeting greeting, GreetingAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Verdict != Verdict.Crossed)
            TcpLog.Refused(_settings.Logger, Local, greeting.Sender, stream.RemoteEndPoint, answer.Verdict, answer.Reason);
        await _greeter.AnswerAsync(stream, answer, cancellationToken);
        stream.Dispose();
    }

    private GreetingAnswer? Refusal(Greeting greeting, bool isGateway)
    {
        if (greeting.ClusterId != _settings.ClusterId || greeting.ServiceId != _settings.ServiceId)
        {
            return Refuse(
                Verdict.WrongCluster,
                $"this silo belongs to cluster '{_settings.ClusterId}' of service '{_settings.ServiceId}', not to '{greeting.ClusterId}' of '{greeting.ServiceId}'");
        }

        if (greeting.Receiver is { } receiver && !receiver.Equals(Local))
            return Refuse(Verdict.WrongSilo, $"this silo is {Local}, not {receiver}");
        if (greeting.Sender.IsClient != isGateway)
            return Refuse(Verdict.WrongPort, isGateway ? "this is the port of clients (gateway port)" : "this is the port of silos (silo port)");
        if (greeting.Sender.Equals(Local))
            return Refuse(Verdict.WrongSilo, $"this silo is {Local} itself");
        if (_isLeaving)
            return Refuse(Verdict.Leaving, $"silo {Local} stops");
        if (isGateway && _links.Values.Count(static link => link is { Peer.IsClient: true, IsConnected: true }) >= _options.MaxClients)
            return Refuse(Verdict.Full, $"silo {Local} serves {_options.MaxClients} clients and takes no more");
        return null;

        GreetingAnswer Refuse(Verdict verdict, string reason) => new(verdict, reason, Local);
    }
}
