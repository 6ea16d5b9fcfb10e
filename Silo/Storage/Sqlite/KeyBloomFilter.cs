namespace OrleansMicro.Silo.Storage;

/// <summary>
/// Knows for certain of most keys that they are not in the file, so that the first read of a new grain (every order, payment and shipment) needs
/// no look at the disk. A Bloom filter (Bloom 1970): it may take an absent key for a present one, about once in a hundred, never the other way round.
/// Sound only where this process is the file's only writer (<see cref="SqliteStorageOptions.SoleWriter"/>).
/// </summary>
internal sealed class KeyBloomFilter
{
    private const int BitsPerKey = 10;
    private const int Probes = 7;
    private readonly Lock _adding = new();
    private Segment[] _segments;
    private int _count;
    private volatile bool _complete;

    /// <summary>Starts empty, and knows nothing until <see cref="MarkComplete"/>.</summary>
    /// <param name="capacity">Keys that the first part holds; each further part holds twice as many as the one before.</param>
    public KeyBloomFilter(int capacity = 1 << 17) => _segments = [new Segment(capacity)];

    /// <summary>Whether every key in the file has been added.</summary>
    public bool IsComplete => _complete;

    /// <summary>Says that every key in the file has been added.</summary>
    public void MarkComplete() => _complete = true;

    /// <summary>False: the key is not in the file. True: look.</summary>
    public bool MayContain(StateKey key)
    {
        if (!_complete)
            return true;
        var (first, second) = key.Hash();
        foreach (var segment in Volatile.Read(ref _segments))
        {
            if (segment.MayContain(first, second))
                return true;
        }

        return false;
    }

    /// <summary>Adds a key. Must be done before any caller learns that the key was written.</summary>
    public void Add(StateKey key) => Add(key.Hash());

    /// <summary>Adds a key by its hashes.</summary>
    public void Add((uint First, uint Second) hash)
    {
        var (first, second) = hash;
        lock (_adding)
        {
            if (_count == _segments[^1].Capacity)
            {
                Volatile.Write(ref _segments, [.. _segments, new Segment(_segments[^1].Capacity * 2)]);
                _count = 0;
            }

            _segments[^1].Add(first, second);
            _count++;
        }
    }

    private sealed class Segment(int capacity)
    {
        private readonly ulong[] _words = new ulong[((long)capacity * BitsPerKey / 64) + 1];

        public int Capacity => capacity;

        public void Add(uint first, uint second)
        {
            for (var i = 0u; i < Probes; i++)
            {
                var bit = Bit(first, second, i);
                Volatile.Write(ref _words[bit >> 6], _words[bit >> 6] | (1UL << (int)(bit & 63)));
            }
        }

        public bool MayContain(uint first, uint second)
        {
            for (var i = 0u; i < Probes; i++)
            {
                var bit = Bit(first, second, i);
                if ((Volatile.Read(ref _words[bit >> 6]) & (1UL << (int)(bit & 63))) == 0)
                    return false;
            }

            return true;
        }

        /// <summary>Double hashing (Kirsch and Mitzenmacher 2006): two hashes give any number of probes.</summary>
        private ulong Bit(uint first, uint second, uint probe) =>
            (first + ((ulong)probe * (second | 1))) * 0x9E3779B97F4A7C15UL % ((ulong)_words.Length * 64);
    }
}
