using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Engine.Internals.Transport;

/// <summary>The transport between processes.</summary>
public sealed class TcpTransportTests : TransportTests
{
    [Fact]
    public async Task Uses_one_connection_in_both_directions()
    {
        var (one, other) = (Start(), Start());
        await Exchange(one, other);
        var connection = one.Tcp().LinkTo(other.Address).Connection;
        await Exchange(other, one);
        Assert.Same(connection, one.Tcp().LinkTo(other.Address).Connection);
        Assert.Single(other.Tcp().Links);
    }

    [Fact]
    public async Task Reads_a_connection_elsewhere_than_on_the_scheduler_of_who_caused_it()
    {
        var (one, other) = (Start(), Start());
        var scheduler = new CountingScheduler();

        await Task.Factory.StartNew(() => one.Send(other, [1]), CancellationToken.None, TaskCreationOptions.None, scheduler);
        await Eventually.Holds(() => other.Count == 1, "the frame has arrived");
        await Exchange(other, one);

        Assert.Equal(1, scheduler.Count);
    }

    [Fact]
    public async Task Tells_once_that_a_peer_was_lost_and_connects_anew()
    {
        var (one, other) = (Start(), Start());
        await Exchange(one, other);
        other.Tcp().LinkTo(one.Address).Connection!.Close("the test cuts it");
        await Eventually.Holds(() => one.TimesLost(other.Address) == 1 && other.TimesLost(one.Address) == 1, "both have noticed");
        await Eventually.Holds(() => one.Send(other, [1]) == SendResult.Sent, "it connects again");
        await Eventually.Holds(() => other.Count == 2, "the second frame has arrived");
        Assert.Equal(1, one.TimesLost(other.Address));
    }

    [Fact]
    public async Task Tells_that_frames_to_a_port_where_nobody_listens_are_lost()
    {
        var (one, gone) = (Start(), Start());
        gone.Transport.Close();
        Assert.NotEqual(SendResult.Full, one.Send(gone, [1]));
        await Eventually.Holds(() => one.TimesLost(gone.Address) == 1, "the frame was given up");
    }

    [Fact]
    public async Task Refuses_frames_that_are_too_large_and_goes_on()
    {
        var (one, other) = (Start(), Start());
        Assert.Equal(SendResult.TooLarge, one.Send(other, new byte[20_000_000]));
        await Exchange(one, other);
    }

    [Fact]
    public async Task Takes_a_silent_peer_for_dead()
    {
        var options = TcpNodes.Quick;
        options.MaxSilentPeriods = 4;
        var node = Keep(TcpNodes.Silo(TcpNodes.Settings(options)));
        using var peer = await RawPeer.GreetAsync(node.Address);
        await Eventually.Holds(() => node.TimesLost(peer.Address) == 1, "the peer was given up");
    }

    [Fact]
    public async Task Keeps_an_idle_connection_open()
    {
        var options = TcpNodes.Quick;
        options.MaxSilentPeriods = 4;
        var settings = TcpNodes.Settings(options);
        var (one, other) = (Keep(TcpNodes.Silo(settings)), Keep(TcpNodes.Silo(settings)));
        await Exchange(one, other);
        var connection = one.Tcp().LinkTo(other.Address).Connection!;
        await Assert.ThrowsAsync<TimeoutException>(() => connection.Ended.WaitAsync(TimeSpan.FromSeconds(1.5)));
    }

    [Fact]
    public async Task Refuses_more_than_its_limit_for_a_peer_that_does_not_read()
    {
        var options = TcpNodes.Quick;
        options.MaxQueuedBytes = 1_000_000;
        var node = Keep(TcpNodes.Silo(TcpNodes.Settings(options)));
        using var peer = await RawPeer.GreetAsync(node.Address);
        await Eventually.Holds(() => node.Tcp().IsConnected(peer.Address), "the peer is connected");
        var frame = new byte[100_000];
        SendResult result;
        var sent = 0;
        while ((result = node.Transport.TrySend(peer.Address, frame)) == SendResult.Sent)
            Assert.InRange(++sent, 1, 1_000);
        Assert.Equal(SendResult.Full, result);
    }

    internal override TransportNode New(SiloAddress? old) => TcpNodes.Silo(TcpNodes.Settings(), old);
}
