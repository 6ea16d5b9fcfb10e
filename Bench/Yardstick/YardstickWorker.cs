using System.Globalization;
using System.Net.Sockets;
using System.Text;
using OrleansMicro.Bench.Load;

namespace OrleansMicro.Bench.Yardstick;

/// <summary>A client: one thread, one connection, one request after the other, to its own counters in turn.</summary>
internal sealed class YardstickWorker(int number, Uri server, int counters, LoadClock clock)
{
    // As large as the body that puts a line into a cart.
    private const string Body = """{"quantity":1}""";

    private readonly byte[][] _requests = [.. Enumerable.Range(0, counters).Select(counter => Request(server, number, counter))];

    public LatencyHistogram Latency { get; } = new();

    /// <summary>Requests answered, warm-up included.</summary>
    public long Answered { get; private set; }

    public Dictionary<string, long> Errors { get; } = [];

    public void Run()
    {
        using var connection = new LeanConnection(server);
        for (long request = 0; clock.Phase != LoadPhase.Over; request++)
        {
            var began = clock.Now;
            try
            {
                var status = connection.Exchange(_requests[request % counters], out _);
                if (status != 200)
                {
                    Fail(status.ToString(CultureInfo.InvariantCulture));
                    continue;
                }

                Answered++;
                if (clock.Phase == LoadPhase.Measuring)
                    Latency.Record(clock.Since(began));
            }
            catch (Exception lost) when (lost is SocketException or IOException)
            {
                Fail("connection: " + lost.Message);
            }
        }
    }

    private static byte[] Request(Uri server, int worker, int counter) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"PUT /counters/{worker}-{counter} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {Body.Length}\r\n\r\n{Body}"));

    private void Fail(string kind)
    {
        Errors[kind] = Errors.GetValueOrDefault(kind) + 1;
        LoadClock.BackOff();
    }
}
