using System.Buffers.Binary;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Engine.Internals.Transport;

/// <summary>A thousand connections of each bad kind, while two silos go on talking: these must not notice.</summary>
[Collection(HostileConnections.Name)]
public sealed class HostileConnectionTests : IAsyncLifetime
{
    private const int Count = 1_000;
    private const int AtATime = 50;
    private const long MaxExtraBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TransportNode _silo = TcpNodes.Silo(TcpNodes.Settings());
    private readonly TransportNode _other = TcpNodes.Silo(TcpNodes.Settings());
    private Task<int> _talk = Task.FromResult(0);
    private long _bytesBefore;
    private volatile bool _isOver;

    public async Task InitializeAsync()
    {
        await TransportTests.Exchange(_other, _silo);
        _bytesBefore = GC.GetTotalMemory(forceFullCollection: true);
        _talk = TalkAsync();
    }

    public async Task DisposeAsync()
    {
        // Whatever was done: every frame has arrived, on the one connection, and nothing stays behind.
        _isOver = true;
        var sent = await _talk;
        await Eventually.Holds(() => _silo.FramesFrom(_other.Address).Length == sent + 1, "every frame has arrived");
        Assert.Equal(0, _silo.TimesLost(_other.Address) + _other.TimesLost(_silo.Address));
        await Eventually.Holds(() => _silo.Tcp().HandshakeCount == 0, "no greeting is open");
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - _bytesBefore, long.MinValue, MaxExtraBytes);
        _silo.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Closes_connections_that_send_garbage() => await ForEach(async i =>
    {
        using var peer = await RawPeer.ConnectAsync(_silo.Address.Endpoint);
        await peer.Stream.WriteAsync(TransportTests.Noise(64 + i, i));
        await peer.WaitForEndAsync().WaitAsync(Patience);
    });

    [Fact]
    public async Task Closes_connections_whose_greeting_is_too_large() => await ForEach(async i =>
    {
        using var peer = await RawPeer.ConnectAsync(_silo.Address.Endpoint);
        var header = new byte[12];
        "OMTP"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), uint.MaxValue - (uint)i);
        await peer.Stream.WriteAsync(header);
        await peer.WaitForEndAsync().WaitAsync(Patience);
    });

    [Fact]
    public async Task Closes_connections_that_announce_a_frame_that_is_too_large() => await ForEach(async i =>
    {
        using var peer = await RawPeer.GreetAsync(_silo.Address);
        var frame = new byte[1_000];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, uint.MaxValue - (uint)i);
        await peer.Stream.WriteAsync(frame);
        await peer.WaitForEndAsync().WaitAsync(Patience);
        await Eventually.Holds(() => _silo.TimesLost(peer.Address) == 1, "the runtime knows");
    });

    [Fact]
    public async Task Lets_others_in_while_slow_connections_hold_all_places()
    {
        var peers = new List<RawPeer>();
        for (var i = 0; i < Count; i++)
        {
            var peer = await RawPeer.ConnectAsync(_silo.Address.Endpoint);
            peers.Add(peer);
            await peer.Stream.WriteAsync("O"u8.ToArray());
        }

        Assert.InRange(_silo.Tcp().HandshakeCount, 0, TcpNodes.Quick.MaxHandshakes);
        using (var newcomer = TcpNodes.Silo(TcpNodes.Settings()))
        {
            Assert.Equal(SendResult.Sent, newcomer.Send(_silo, [1]));
            await Eventually.Holds(() => _silo.FramesFrom(newcomer.Address).Length == 1, "the newcomer is heard").WaitAsync(TimeSpan.FromSeconds(10));
        }

        await Task.WhenAll(peers.Select(static peer => peer.WaitForEndAsync())).WaitAsync(TimeSpan.FromSeconds(60));
        peers.ForEach(static peer => peer.Dispose());
    }

    private static Task ForEach(Func<int, Task> attack) => Parallel.ForEachAsync(
        Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (i, _) => await attack(i));

    // A frame at a time, so that the test also sees that none takes long.
    private async Task<int> TalkAsync()
    {
        for (var sent = 0; ; sent++)
        {
            if (_isOver)
                return sent;
            Assert.Equal(SendResult.Sent, _other.Send(_silo, BitConverter.GetBytes(sent)));
            await Task.Delay(1);
        }
    }
}

/// <summary>Runs by itself, because the memory that is measured is that of the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HostileConnections
{
    public const string Name = "hostile connections";
}
