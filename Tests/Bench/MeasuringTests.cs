using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Load;

namespace OrleansMicro.Tests.Bench;

public sealed class MeasuringTests
{
    [Fact]
    public void Percentiles_are_within_two_percent()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 100_000; i++) histogram.Record(TimeSpan.FromMicroseconds(i * 10));

        Assert.InRange(histogram.PercentileMilliseconds(50), 500, 510);
        Assert.InRange(histogram.PercentileMilliseconds(99), 990, 1010);
        Assert.InRange(histogram.PercentileMilliseconds(100), 1000, 1020);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(1_000_000_007)]
    public void A_duration_is_never_reported_as_less_than_it_was(long microseconds)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromMicroseconds(microseconds));

        var reported = histogram.PercentileMilliseconds(50) * 1000;

        Assert.InRange(reported, microseconds - 5, (microseconds * 1.02) + 5);
    }

    [Fact]
    public void Merging_adds_up()
    {
        var (one, other) = (new LatencyHistogram(), new LatencyHistogram());
        one.Record(TimeSpan.FromMilliseconds(1));
        other.Record(TimeSpan.FromMilliseconds(100));
        one.Merge(other);

        Assert.Equal(2, one.Count);
        Assert.InRange(one.PercentileMilliseconds(99), 99, 102);
    }

    [Fact]
    public void Cpu_time_is_found_behind_a_program_name_with_brackets() => Assert.Equal(
        TimeSpan.FromSeconds(3.5), ProcessCpu.Parse("42 (a) b (c)) S 1 42 42 0 -1 4194304 100 0 0 0 300 50 0 0 20 0 9 0 100 1 1"));

    [Fact]
    public void Back_off_doubles_to_a_limit_and_spreads()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(50), Retry.Delay(0, 0));
        Assert.Equal(TimeSpan.FromMilliseconds(400), Retry.Delay(3, 0));
        Assert.Equal(TimeSpan.FromSeconds(2), Retry.Delay(1000, 0));
        Assert.Equal(TimeSpan.FromSeconds(1), Retry.Delay(1000, 1));
    }
}
