using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Engine.Internals.Transport;

/// <summary>What every transport promises.</summary>
public abstract class TransportTests : IDisposable
{
    private readonly List<TransportNode> _nodes = [];

    [Fact]
    public async Task Delivers_the_frames_of_each_sender_in_order()
    {
        const int Count = 5_000;
        var receiver = Start();
        TransportNode[] senders = [Start(), Start()];
        await Task.WhenAll(senders.Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < Count; i++)
                Assert.Equal(SendResult.Sent, sender.Send(receiver, BitConverter.GetBytes(i)));
        })));
        await Eventually.Holds(() => receiver.Count == 2 * Count, "all frames have arrived");
        foreach (var sender in senders)
            Assert.Equal(Enumerable.Range(0, Count), receiver.FramesFrom(sender.Address).Select(frame => BitConverter.ToInt32(frame)));
    }

    [Fact]
    public async Task Delivers_large_and_empty_frames_as_they_were()
    {
        var (sender, receiver) = (Start(), Start());
        int[] sizes = [0, 1, 100, 65_536, 5_000_000, 0, 3, 1_000_001];
        var frames = sizes.Select((size, i) => Noise(size, i)).ToArray();
        foreach (var frame in frames)
            Assert.Equal(SendResult.Sent, sender.Send(receiver, frame));
        await Eventually.Holds(() => receiver.Count == frames.Length, "all frames have arrived");
        Assert.Equal(frames, receiver.FramesFrom(sender.Address));
    }

    [Fact]
    public async Task Lets_two_begin_to_talk_at_the_same_moment()
    {
        const int Count = 100;
        for (var round = 0; round < 20; round++)
        {
            var (one, other) = (Start(), Start());
            using var barrier = new Barrier(2);
            await Task.WhenAll(Send(one, other), Send(other, one));
            await Eventually.Holds(() => one.Count == Count && other.Count == Count, $"all frames have arrived, round {round}");
            Assert.Equal(Enumerable.Range(0, Count), one.FramesFrom(other.Address).Select(frame => BitConverter.ToInt32(frame)));
            Assert.Equal(Enumerable.Range(0, Count), other.FramesFrom(one.Address).Select(frame => BitConverter.ToInt32(frame)));
            Assert.Equal(0, one.TimesLost(other.Address) + other.TimesLost(one.Address));

            Task Send(TransportNode from, TransportNode to) => Task.Factory.StartNew(
                () =>
                {
                    barrier.SignalAndWait();
                    for (var i = 0; i < Count; i++)
                        Assert.Equal(SendResult.Sent, from.Send(to, BitConverter.GetBytes(i)));
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
    }

    [Fact]
    public async Task Says_that_one_who_has_closed_is_unreachable()
    {
        var (sender, receiver) = (Start(), Start());
        await Exchange(sender, receiver);
        receiver.Transport.Close();
        await Eventually.Holds(() => sender.Send(receiver, [1]) == SendResult.Unreachable, "the sender has noticed");
        Assert.Equal(1, receiver.Count);
    }

    [Fact]
    public async Task Does_not_take_a_new_life_for_the_old_one()
    {
        var (sender, old) = (Start(), Start());
        await Exchange(sender, old);
        old.Transport.Close();
        var reborn = Restart(old);
        await Eventually.Holds(() => sender.Send(reborn, [1]) == SendResult.Sent && reborn.Count > 0, "the new life is reached");
        await Eventually.Holds(() => sender.Send(old, [2]) == SendResult.Unreachable, "the old one is gone");
        Assert.All(reborn.FramesFrom(sender.Address), frame => Assert.Equal([1], frame));
    }

    [Fact]
    public async Task Answers_to_oneself_arrive()
    {
        var node = Start();
        Assert.Equal(SendResult.Sent, node.Send(node, [7]));
        await Eventually.Holds(() => node.Count == 1, "the frame has arrived");
        Assert.Equal([7], node.FramesFrom(node.Address)[0]);
    }

    [Fact]
    public async Task Loses_nothing_that_was_accepted_when_the_receiver_leaves_in_order()
    {
        var (sender, leaver) = (Start(), Start());
        await Exchange(sender, leaver);
        var sending = Task.Run(() =>
        {
            var accepted = 1;
            while (sender.Send(leaver, BitConverter.GetBytes(accepted)) == SendResult.Sent)
                accepted++;
            return accepted;
        });
        await leaver.Transport.LeaveAsync(CancellationToken.None);
        leaver.Transport.Close();
        Assert.Equal(await sending, leaver.Count);
    }

    public void Dispose()
    {
        foreach (var node in _nodes)
            node.Dispose();
        GC.SuppressFinalize(this);
    }

    internal static byte[] Noise(int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Makes sure that two are connected.</summary>
    internal static async Task Exchange(TransportNode sender, TransportNode receiver)
    {
        Assert.Equal(SendResult.Sent, sender.Send(receiver, [0]));
        await Eventually.Holds(() => receiver.Count == 1, "the first frame has arrived");
    }

    internal abstract TransportNode New(SiloAddress? old);

    internal TransportNode Start() => Keep(New(null));

    internal TransportNode Keep(TransportNode node)
    {
        _nodes.Add(node);
        return node;
    }

    private TransportNode Restart(TransportNode old) => Keep(New(old.Address));
}
