using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Load;
using OrleansMicro.Bench.Yardstick;

namespace OrleansMicro.Bench.Reads;

/// <summary>Reads of one product against those of a bare minimal API that gives the same bytes, by turns.</summary>
/// <param name="Run">Goes into every identifier.</param>
/// <param name="Server">The server.</param>
/// <param name="Pids">Its processes.</param>
/// <param name="Connections">Connections at once.</param>
/// <param name="Turns">Turns, in alternating order.</param>
/// <param name="WarmUp">Of each server, before the first turn; not measured.</param>
/// <param name="Length">Of each of the two measurements of a turn.</param>
internal sealed record ReadsRun(
    string Run, Uri Server, IReadOnlyList<int> Pids, int Connections, int Turns, TimeSpan WarmUp, TimeSpan Length)
{
    public async Task<ReadsResult> Measure(ApiClient api, Progress progress, CancellationToken stop)
    {
        var (shop, load) = (new ShopClient(api), new LoadShop(Run));
        await shop.PutSeller(load.Seller(0), "Reads", stop);
        await shop.PutProduct(load.Seller(0), load.Product(0), new PutProductBody(load.Product(0), "Reads", LoadShop.Price), stop);
        var product = new Uri(Server, $"/v1/sellers/{load.Seller(0)}/products/{load.Product(0)}");
        await using var servers = await YardstickProcesses.StartBare(product, stop);
        var bare = new Uri(servers.Url, product.AbsolutePath);
        await CheckBytes(product, bare, stop);
        progress.Begin("read", 2 * (Turns + 1));
        if (WarmUp > TimeSpan.Zero)
        {
            await Read(product, Pids, WarmUp);
            await Read(bare, servers.Pids, WarmUp);
        }

        var turns = new List<ReadsTurn>();
        for (var turn = 0; turn < Turns; turn++)
        {
            var first = turn % 2 == 0 ? await Read(product, Pids, Length) : null;
            var second = await Read(bare, servers.Pids, Length);
            turns.Add(new(first ?? await Read(product, Pids, Length), second));
        }

        return ReadsResult.From(Connections, turns);

        async Task<ReadRate> Read(Uri url, IReadOnlyList<int> pids, TimeSpan length)
        {
            var before = Cpu(pids);
            var count = await WrkCount.Measure(url, Connections, length, stop);
            progress.Advance();
            return ReadRate.From(count, Cpu(pids) - before);
        }
    }

    private static TimeSpan Cpu(IReadOnlyList<int> pids) => pids.Aggregate(TimeSpan.Zero, static (sum, pid) => sum + ProcessCpu.Read(pid));

    private static async Task CheckBytes(Uri product, Uri bare, CancellationToken stop)
    {
        using var http = new HttpClient();
        var (expected, given) = (await http.GetByteArrayAsync(product, stop), await http.GetByteArrayAsync(bare, stop));
        if (!expected.AsSpan().SequenceEqual(given))
            throw new IOException($"{product} and {bare} give different bytes.");
    }
}
