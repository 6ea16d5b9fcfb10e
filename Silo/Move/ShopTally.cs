using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace OrleansMicro.Silo.Move;

/// <summary>Which rows are counted together.</summary>
internal readonly record struct TallyGroup(string GrainType, string State);

/// <summary>Rows, bytes of their data, and a digest that does not depend on their order.</summary>
internal readonly record struct TallySum(long Rows, long Bytes, UInt128 Digest)
{
    public TallySum Add(TallySum other) => unchecked(new(Rows + other.Rows, Bytes + other.Bytes, Digest + other.Digest));
}

/// <summary>
/// Counts the rows of a shop and sums their hashes. The sum of 128-bit hashes does not depend on the order of rows, needs no memory, and unlike an
/// exclusive or does not cancel out two equal rows. XxHash128 detects faults, which is what is needed here: nobody attacks the copy. It is ten
/// times as fast as SHA-256.
/// </summary>
internal sealed class ShopTally
{
    private static readonly TallyGroup ReminderGroup = new("(reminders)", "");
    private readonly Dictionary<TallyGroup, TallySum> _groups = [];
    private readonly XxHash128 _hash = new();

    /// <summary>The groups with rows.</summary>
    public IReadOnlyCollection<TallyGroup> Groups => _groups.Keys;

    /// <summary>The sum of all groups.</summary>
    public TallySum Total => _groups.Values.Aggregate(default(TallySum), static (sum, group) => sum.Add(group));

    /// <summary>The sum of one group; zero if it has no row.</summary>
    public TallySum this[TallyGroup group] => _groups.GetValueOrDefault(group);

    /// <summary>The reminders alone.</summary>
    public TallySum Reminders => this[ReminderGroup];

    public void Add(RowKey key, byte[] data)
    {
        Append(key.GrainType);
        Append(key.GrainKey);
        Append(key.State);
        _hash.Append(data);
        Add(new TallyGroup(Encoding.UTF8.GetString(key.GrainType), Encoding.UTF8.GetString(key.State)), data.Length);
    }

    public void Add(ReminderRow reminder)
    {
        Append(Encoding.UTF8.GetBytes(reminder.Grain));
        Append(Encoding.UTF8.GetBytes(reminder.Name));
        Append(reminder.StartAt.Ticks);
        Append(reminder.Period.Ticks);
        Add(ReminderGroup, 0);
    }

    private void Add(TallyGroup group, int bytes)
    {
        _groups[group] = this[group].Add(new TallySum(1, bytes, _hash.GetCurrentHashAsUInt128()));
        _hash.Reset();
    }

    // With its length: otherwise 'a' and 'bc' would be hashed like 'ab' and 'c'.
    private void Append(byte[] part)
    {
        Append(part.LongLength);
        _hash.Append(part);
    }

    private void Append(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.Append(bytes);
    }
}
