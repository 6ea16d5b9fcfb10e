using System.Text.Json;

namespace OrleansMicro.Tests.EndToEnd.GrpcClient;

/// <summary>What a client developer does with the committed protos, in another language than ours.</summary>
[Collection(ProcessTests.Name)]
public sealed class GrpcClientTests
{
    private const string Here = "Tests/EndToEnd/GrpcClient/";
    private static readonly string[] Services = ["CatalogService", "StockService", "CartsService", "OrdersService", "ShipmentsService"];

    [NpmFact]
    public async Task The_protos_are_lint_clean_and_a_client_buys()
    {
        using var npm = await NpmFolder.Create(
            $"{Here}package.json", $"{Here}client.js", $"{Here}purchase.js", $"{Here}services.js", "Api/Protos");
        await npm.Run("run", "--silent", "lint");
        using var data = new TempFolder();
        await using var server = await ServerProcess.Start(data.Path, "--grpc-port", "0");
        var address = server.Announcement.Split("gRPC: http://")[1].Split(' ')[0];

        var services = JsonDocument.Parse(await npm.Run("run", "--silent", "services", "--", address)).RootElement
            .EnumerateArray().Select(static name => name.GetString()!).ToHashSet();
        Assert.Superset(Services.Select(static name => $"orleansmicro.v1.{name}").Append("grpc.health.v1.Health").ToHashSet(), services);

        var bought = JsonDocument.Parse(await npm.Run("run", "--silent", "purchase", "--", address)).RootElement;
        Assert.Equal(
            ("ORDER_STATUS_PAID", 3098, 1),
            (bought.GetProperty("status").GetString(), bought.GetProperty("captured").GetInt32(), bought.GetProperty("packages").GetInt32()));
        var error = bought.GetProperty("error");
        Assert.Equal(
            ("FAILED_PRECONDITION", "out-of-stock", "orleansmicro", "quantity"),
            (error.GetProperty("status").GetString(), error.GetProperty("reason").GetString(), error.GetProperty("domain").GetString(),
                error.GetProperty("field").GetString()));
        var line = Assert.Single(error.GetProperty("lines").EnumerateArray());
        Assert.Equal(("mug", 3), (line.GetProperty("productId").GetString(), line.GetProperty("available").GetInt32()));
        var rejected = bought.GetProperty("rejected");
        Assert.Equal(
            ("ORDER_STATUS_REJECTED", "out-of-stock"), (rejected.GetProperty("status").GetString(), rejected.GetProperty("line").GetString()));
    }

    [SkippableFact]
    public async Task Without_its_port_no_code_of_grpc_is_loaded()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux tells what a process has loaded.");
        using var data = new TempFolder();
        await using var server = await ServerProcess.Start(data.Path);
        using var client = new ShopClient(server.Url);
        await client.NewProduct(stock: 1);

        Assert.Empty(Loaded(server.Pid));

        using var other = new TempFolder();
        await using var grpc = await ServerProcess.Start(other.Path, "--grpc-port", "0");
        Assert.NotEmpty(Loaded(grpc.Pid));
    }

    private static string[] Loaded(int pid) => [.. File.ReadLines($"/proc/{pid}/maps")
        .Select(static line => Path.GetFileName(line)).Where(static name => name.StartsWith("Grpc.", StringComparison.Ordinal)
            || name.StartsWith("Google.", StringComparison.Ordinal)).Distinct()];
}
