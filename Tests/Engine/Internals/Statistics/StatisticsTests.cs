using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Statistics;

/// <summary>Counting, in virtual time.</summary>
public sealed class StatisticsTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(33_333)]
    [InlineData(60_000_000)]
    public void A_duration_reads_back_at_most_a_quarter_too_high_and_never_too_low(long microseconds)
    {
        var read = LatencyScale.UpperMilliseconds(LatencyScale.BucketOf(TimeSpan.FromMicroseconds(microseconds))) * 1_000;
        Assert.InRange(read, microseconds, microseconds * 1.51);
        if (microseconds >= 4)
            Assert.InRange(read, microseconds, microseconds * 1.26);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(long.MaxValue / 20)]
    public void A_duration_out_of_range_is_counted_at_the_end(long microseconds) =>
        Assert.InRange(LatencyScale.BucketOf(TimeSpan.FromMicroseconds(microseconds)), 0, LatencyScale.BucketCount - 1);

    [Fact]
    public void Buckets_grow_and_leave_no_gap()
    {
        for (var bucket = 5; bucket < LatencyScale.BucketCount; bucket++)
        {
            var lower = TimeSpan.FromMilliseconds(LatencyScale.UpperMilliseconds(bucket - 1));
            if (lower.Ticks % TimeSpan.TicksPerMicrosecond == 0 && lower.Ticks > 80)
                Assert.Equal(bucket, LatencyScale.BucketOf(lower));
        }
    }

    [Fact]
    public void The_percentile_is_that_of_the_slowest_hundredth()
    {
        var counts = new long[LatencyScale.BucketCount];
        counts[LatencyScale.BucketOf(TimeSpan.FromMilliseconds(1))] = 985;
        counts[LatencyScale.BucketOf(TimeSpan.FromMilliseconds(100))] = 15;
        Assert.InRange(LatencyScale.PercentileOf(counts, 99), 100, 126);
        Assert.InRange(LatencyScale.PercentileOf(counts, 98), 1, 1.26);
    }

    [Fact]
    public async Task No_call_is_lost_when_many_threads_count()
    {
        var counters = new MethodCounters("Grain", "Method");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
                counters.Begin();
        })));
        Assert.Equal(80_000, counters.Calls);
    }

    [Fact]
    public void No_call_is_lost_when_more_threads_count_than_there_are_places_of_their_own()
    {
        var counters = new MethodCounters("Grain", "Method");
        using var start = new Barrier(CounterSlot.Count + 8);
        Thread[] threads = [.. Enumerable.Range(0, CounterSlot.Count + 8).Select(_ => new Thread(() =>
        {
            // All of them live at the same time.
            start.SignalAndWait();
            for (var i = 0; i < 5_000; i++)
                counters.Begin();
            start.SignalAndWait();
        }))];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        Assert.Equal(threads.Length * 5_000, counters.Calls);
    }

    [Fact]
    public void A_quiet_method_is_timed_on_every_call_and_a_busy_one_on_a_sample()
    {
        var counters = new MethodCounters("Grain", "Method");
        var first = Enumerable.Range(0, 50).Count(_ => counters.Begin());
        var rest = Enumerable.Range(0, 10_000).Count(_ => counters.Begin());
        Assert.Equal(50, first);
        Assert.InRange(rest, 10_000 / MethodCounters.SampleRate, 400);
    }

    [Fact]
    public void Rates_are_of_the_last_ten_seconds_and_totals_of_the_last_hundred()
    {
        using var statistics = new SiloStatistics(_time);
        var counters = statistics.AddMethod("Grain", "Method");
        Call(counters, 200, TimeSpan.FromMilliseconds(4));
        _time.Advance(TimeSpan.FromSeconds(1));
        var now = Single(statistics);
        Assert.Equal((200, 200, 200), (now.CallsPerSecond, now.Calls, now.TotalCalls));

        _time.Advance(TimeSpan.FromSeconds(50));
        var later = Single(statistics);
        Assert.Equal((0, 200, 200), (later.CallsPerSecond, later.Calls, later.TotalCalls));

        _time.Advance(TimeSpan.FromSeconds(60));
        var old = Single(statistics);
        Assert.Equal((0, 0, 200), (old.CallsPerSecond, old.Calls, old.TotalCalls));
        Assert.Empty(old.Durations);
    }

    [Fact]
    public void History_has_one_value_per_second_and_a_hundred_at_most()
    {
        using var statistics = new SiloStatistics(_time);
        var counters = statistics.AddMethod("Grain", "Method");
        _time.Advance(TimeSpan.FromSeconds(120));
        Call(counters, 30, TimeSpan.FromMilliseconds(1));
        counters.Fail();
        _time.Advance(TimeSpan.FromSeconds(1));
        var history = statistics.Report().History;
        Assert.Equal(SiloStatistics.WindowLength, history.CallsPerSecond.Length);
        Assert.Equal([0, 30], history.CallsPerSecond[^2..]);
        Assert.Equal([0, 1], history.ErrorsPerSecond[^2..]);
        Assert.InRange(history.P99Milliseconds[^1], 1, 1.3);
    }

    [Fact]
    public void Overloads_share_a_line_and_too_many_methods_share_the_last()
    {
        using var statistics = new SiloStatistics(_time);
        Assert.Same(statistics.AddMethod("Grain", "A"), statistics.AddMethod("Grain", "A"));
        for (var i = 0; i < SiloStatistics.MaxMethods * 2; i++)
            statistics.AddMethod("Grain", $"Method{i}").Begin();
        var methods = statistics.Report().Methods;
        Assert.Equal(SiloStatistics.MaxMethods, methods.Length);
        Assert.Equal(SiloStatistics.MaxMethods * 2, methods.Sum(static method => method.TotalCalls));
    }

    [Fact]
    public void Mean_and_p99_of_two_silos_are_those_of_all_their_calls()
    {
        var sum = new CallSum();
        sum.Add(90, 0, TimeSpan.FromMilliseconds(90).Ticks, [new((byte)LatencyScale.BucketOf(TimeSpan.FromMilliseconds(1)), 90)]);
        sum.Add(10, 2, TimeSpan.FromMilliseconds(910).Ticks, [new((byte)LatencyScale.BucketOf(TimeSpan.FromMilliseconds(91)), 10)]);
        Assert.Equal((100, 2, 10), (sum.Calls, sum.Errors, sum.MeanMilliseconds));
        Assert.InRange(sum.P99Milliseconds, 91, 115);
    }

    [Fact]
    public void The_engines_own_grains_are_not_counted()
    {
        using var statistics = new SiloStatistics(_time);
        Assert.Null(statistics.Of(typeof(SiloControlGrain)));
        Assert.NotNull(statistics.Of(typeof(StatisticsTests)));
    }

    [Fact]
    public void A_storm_of_one_error_leaves_the_others_in_the_list()
    {
        var errors = new ErrorLog(_time);
        errors.Add("Grain", "Rare", new InvalidOperationException("rare"));
        for (var i = 0; i < 10_000; i++)
            errors.Add("Grain", "Often", new TimeoutException($"number {i}"));
        Assert.Equal(2, errors.Newest.Length);
        var storm = Assert.Single(errors.Newest, static error => error.Method == "Often");
        Assert.Equal((10_000, "number 9999", typeof(TimeoutException).FullName), (storm.Count, storm.Message, storm.ExceptionType));
    }

    [Fact]
    public void The_list_of_errors_and_their_messages_are_bounded_and_the_oldest_goes_first()
    {
        var errors = new ErrorLog(_time);
        for (var i = 0; i < ErrorLog.Capacity + 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            errors.Add("Grain", $"Method{i}", new InvalidOperationException(new string('x', 10_000)));
        }

        Assert.Equal(ErrorLog.Capacity, errors.Newest.Length);
        Assert.DoesNotContain(errors.Newest, static error => error.Method is "Method0" or "Method4");
        Assert.All(errors.Newest, static error => Assert.InRange(error.Message.Length, 1, 300));
    }

    [Fact]
    public void Giving_up_is_no_error()
    {
        var errors = new ErrorLog(_time);
        errors.Add("Grain", "Method", new OperationCanceledException());
        Assert.Empty(errors.Newest);
    }

    private static MethodReport Single(SiloStatistics statistics) => Assert.Single(statistics.Report().Methods);

    private static void Call(MethodCounters counters, int times, TimeSpan duration)
    {
        for (var i = 0; i < times; i++)
        {
            if (counters.Begin())
                counters.End(duration);
        }
    }
}
