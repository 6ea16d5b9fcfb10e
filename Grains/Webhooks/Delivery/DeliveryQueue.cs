using System.Diagnostics.CodeAnalysis;

namespace OrleansMicro.Webhooks;

/// <summary>
/// The events that are to be delivered, by subject. Only the first one of a subject is given out, and the next one when it is done with, so those of
/// a subject stay in order. Subjects take turns.
/// </summary>
internal sealed class DeliveryQueue
{
    private readonly Dictionary<string, SubjectQueue> _subjects = new(StringComparer.Ordinal);
    private readonly Queue<SubjectQueue> _ready = new();
    private readonly PriorityQueue<SubjectQueue, DateTimeOffset> _later = new();

    /// <summary>The number of events.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an event behind those of its subject.</summary>
    public void Add(QueuedEvent item, DateTimeOffset now)
    {
        Count++;
        if (!_subjects.TryGetValue(item.Subject, out var subject))
            _subjects.Add(item.Subject, subject = new SubjectQueue());
        subject.Items.Enqueue(item);
        if (!subject.IsScheduled)
            Schedule(subject, now);
    }

    /// <summary>Gives an event out whose time has come. It stays the first of its subject until <see cref="Remove"/> or <see
    /// cref="Return"/>.</summary>
    public bool TryTake(DateTimeOffset now, [NotNullWhen(true)] out QueuedEvent? item)
    {
        while (_later.TryPeek(out _, out var at) && at <= now)
            _ready.Enqueue(_later.Dequeue());
        item = _ready.TryDequeue(out var subject) ? subject.Items.Peek() : null;
        return item is not null;
    }

    /// <summary>Takes an event back that was given out. It is given out again at its time.</summary>
    public void Return(QueuedEvent item, DateTimeOffset now) => Schedule(_subjects[item.Subject], now);

    /// <summary>Removes an event that was given out.</summary>
    public void Remove(QueuedEvent item, DateTimeOffset now)
    {
        Count--;
        var subject = _subjects[item.Subject];
        subject.Items.Dequeue();
        if (subject.Items.Count == 0)
            _subjects.Remove(item.Subject);
        else
            Schedule(subject, now);
    }

    /// <summary>Makes all events ready whose time has not come.</summary>
    public void HurryAll(DateTimeOffset now)
    {
        while (_later.TryDequeue(out var subject, out _))
        {
            subject.Items.Peek().NextAt = now;
            _ready.Enqueue(subject);
        }
    }

    /// <summary>The events behind a parked one that are not parked yet, in order.</summary>
    public IEnumerable<QueuedEvent> BehindParked(string subject) => !_subjects.TryGetValue(subject, out var queue)
        ? []
        : queue.Items.SkipWhile(static item => item.Kind != QueuedKind.Parked).Where(static item => item.Kind == QueuedKind.Fresh);

    /// <summary>The same of all subjects.</summary>
    public IEnumerable<QueuedEvent> BehindParked() => _subjects.Keys.SelectMany(BehindParked);

    private void Schedule(SubjectQueue subject, DateTimeOffset now)
    {
        subject.IsScheduled = true;
        var at = subject.Items.Peek().NextAt;
        if (at <= now)
            _ready.Enqueue(subject);
        else
            _later.Enqueue(subject, at);
    }

    private sealed class SubjectQueue
    {
        public Queue<QueuedEvent> Items { get; } = new();

        public bool IsScheduled { get; set; }
    }
}
