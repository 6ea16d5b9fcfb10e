namespace Orleans.Runtime.Tcp;

/// <content>Telling clients who is in the cluster.</content>
internal sealed partial class TcpTransport
{
    /// <summary>Takes a silo's view of the cluster.</summary>
    public void OnView(SiloAddress from, ReadOnlySpan<byte> view)
    {
        if (_settings.Membership is PushedMembership membership)
            membership.Take(from, ViewFormat.Read(view));
    }

    private void SendView(MembershipView view)
    {
        var bytes = ViewFormat.Write(view);
        foreach (var link in _links.Values)
        {
            if (link is { Peer.IsClient: true, IsConnected: true })
                link.Send(FrameKind.View, bytes, out _);
        }
    }

    private void SendView(PeerLink client) => client.Send(FrameKind.View, ViewFormat.Write(_settings.Membership.Current), out _);
}
