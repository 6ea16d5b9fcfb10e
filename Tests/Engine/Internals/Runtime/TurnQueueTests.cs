namespace OrleansMicro.Tests.Engine.Internals.Runtime;

/// <summary>The queue of an activation.</summary>
public sealed class TurnQueueTests
{
    [Fact]
    public void Says_once_that_its_owner_must_be_scheduled()
    {
        var queue = new TurnQueue();
        Assert.True(queue.IsIdle);
        Assert.True(queue.Add(new WakeTurn()));
        Assert.False(queue.Add(new WakeTurn()));
        Assert.False(queue.IsIdle);
    }

    [Fact]
    public void Gives_items_in_the_order_in_which_they_came()
    {
        var queue = new TurnQueue();
        var items = Enumerable.Range(0, 5).Select(_ => new WakeTurn()).ToList();
        foreach (var item in items)
            queue.Add(item);
        var taken = new List<TurnItem>();
        for (var item = queue.TakeAll(); item is not null; item = item.Next)
            taken.Add(item);
        Assert.Equal(items, taken);
    }

    [Fact]
    public void Becomes_idle_only_when_nothing_came_meanwhile()
    {
        var queue = new TurnQueue();
        queue.Add(new WakeTurn());
        queue.TakeAll();
        Assert.False(queue.Add(new WakeTurn()));
        Assert.False(queue.TryBecomeIdle());
        queue.TakeAll();
        Assert.True(queue.TryBecomeIdle());
        Assert.True(queue.IsIdle);
    }

    [Fact]
    public async Task Loses_nothing_between_threads()
    {
        const int Writers = 4;
        const int PerWriter = 50_000;
        var box = new QueueBox();
        var writers = Enumerable.Range(0, Writers).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < PerWriter; i++)
                box.Queue.Add(new WakeTurn());
        })).ToArray();
        var taken = 0;
        var all = Task.WhenAll(writers);
        while (!all.IsCompleted || !box.Queue.IsIdle)
        {
            for (var item = box.Queue.TakeAll(); item is not null; item = item.Next)
                taken++;
            box.Queue.TryBecomeIdle();
            await Task.Yield();
        }

        Assert.Equal(Writers * PerWriter, taken);
    }

    private sealed class QueueBox
    {
        public TurnQueue Queue;
    }
}
