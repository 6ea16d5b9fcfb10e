using OrleansMicro.Bench.Reads;

namespace OrleansMicro.Tests.Bench;

public sealed class ReadsTests
{
    private const string Output = """
        Running 5s test @ http://127.0.0.1:8080/v1/sellers/a/products/b
          1 threads and 16 connections
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency   664.69us    1.01ms  15.31ms   95.80%
            Req/Sec    25.30k     1.70k   28.21k    70.00%
          125755 requests in 5.00s, 51.21MB read

        """;

    private const string Rate = "Requests/sec:  25151.13\nTransfer/sec:     10.24MB\n";

    [Fact]
    public void Requests_and_their_rate_are_read_from_what_wrk_prints() =>
        Assert.Equal(new WrkCount(125_755, 25_151.13, Failed: false), WrkCount.Parse(Output + Rate));

    [Theory]
    [InlineData("  Socket errors: connect 0, read 1, write 0, timeout 0\n")]
    [InlineData("  Non-2xx or 3xx responses: 3\n")]
    public void A_failed_request_is_noticed(string line) => Assert.True(WrkCount.Parse(Output + line + Rate).Failed);

    [Fact]
    public void Other_output_is_refused() => Assert.Throws<FormatException>(() => WrkCount.Parse("unable to connect"));

    [Fact]
    public void The_result_is_the_median_of_the_turns()
    {
        var turns = new[] { Turn(90, 100, 30, 20), Turn(50, 100, 60, 20), Turn(95, 100, 25, 20) };

        var result = ReadsResult.From(16, turns);

        Assert.Equal((90, 100, 0.9), (result.Product, result.Bare, result.Ratio));
        Assert.Equal((30, 20, 1.5), (result.ProductCpuUs, result.BareCpuUs, result.CpuRatio));
        Assert.Equal(1, result.Failed);
    }

    private static ReadsTurn Turn(double product, double bare, double productCpu, double bareCpu) =>
        new(new(product, productCpu, Failed: product < 60), new(bare, bareCpu, Failed: false));
}
