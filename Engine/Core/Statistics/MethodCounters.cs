using System.Runtime.InteropServices;

namespace Orleans.Runtime;

/// <summary>
/// What is counted of a method of a grain class while calls run. Every call pays for one increment of a counter that its thread has for
/// itself; the time is taken of all calls of a quiet method and of a sample of a busy one, because reading the clock costs more than all the rest.
/// </summary>
internal sealed class MethodCounters(string grainType, string method)
{
    /// <summary>Of how many calls of a busy method one is timed.</summary>
    public const int SampleRate = 64;

    // So many calls per second and stripe are timed before sampling begins.
    private const int AlwaysTimed = 64;

    private readonly Stripe[] _stripes = CreateStripes();
    private readonly int[] _durations = new int[LatencyScale.BucketCount];
    private long _durationTicks;
    private long _errors;

    /// <summary>The full name of the grain class.</summary>
    public string GrainType => grainType;

    /// <summary>The name of the method.</summary>
    public string Method => method;

    /// <summary>How many calls have begun.</summary>
    public long Calls
    {
        get
        {
            var sum = 0L;
            for (var i = 0; i < _stripes.Length; i++)
                sum += Volatile.Read(ref _stripes[i].Calls);
            return sum;
        }
    }

    /// <summary>How many calls have failed.</summary>
    public long Errors => Volatile.Read(ref _errors);

    /// <summary>A call begins; says whether to take its time.</summary>
    public bool Begin()
    {
        var slot = CounterSlot.OfThread;
        ref var stripe = ref _stripes[slot];
        var calls = slot == CounterSlot.Shared ? Interlocked.Increment(ref stripe.Calls) : ++stripe.Calls;
        if (stripe.Budget > 0)
        {
            // The beat or another thread may write it too; one call timed too many does no harm.
            stripe.Budget--;
            return true;
        }

        return (calls & (SampleRate - 1)) == 0;
    }

    /// <summary>A call whose time was taken has ended.</summary>
    public void End(TimeSpan duration)
    {
        Interlocked.Increment(ref _durations[LatencyScale.BucketOf(duration)]);
        Interlocked.Add(ref _durationTicks, Math.Max(duration.Ticks, 0));
    }

    /// <summary>A call has failed.</summary>
    public void Fail() => Interlocked.Increment(ref _errors);

    /// <summary>Takes the durations counted since the last time, as far as there are any, and starts to time calls anew.</summary>
    public (LatencyCount[] Counts, long Ticks) TakeDurations()
    {
        for (var i = 0; i < _stripes.Length; i++)
            _stripes[i].Budget = AlwaysTimed;
        List<LatencyCount>? counts = null;
        for (var bucket = 0; bucket < _durations.Length; bucket++)
        {
            if (Volatile.Read(ref _durations[bucket]) > 0)
                (counts ??= []).Add(new((byte)bucket, Interlocked.Exchange(ref _durations[bucket], 0)));
        }

        return (counts?.ToArray() ?? [], Interlocked.Exchange(ref _durationTicks, 0));
    }

    private static Stripe[] CreateStripes()
    {
        var stripes = new Stripe[CounterSlot.Count];
        for (var i = 0; i < stripes.Length; i++)
            stripes[i].Budget = AlwaysTimed;
        return stripes;
    }

    // As large as a cache line, so that threads don't disturb each other.
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct Stripe
    {
        public long Calls;
        public int Budget;
    }
}
