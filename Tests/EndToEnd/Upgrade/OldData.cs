using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace OrleansMicro.Tests.EndToEnd.Upgrade;

/// <summary>What an old version left behind, and what it answered. <c>make-fixtures</c> wrote it.</summary>
/// <param name="Checkouts">The checkouts that were sent, in order.</param>
/// <param name="Answers">Answers of everything that the orders in flight do not change.</param>
internal sealed record OldData(IReadOnlyList<OldCheckout> Checkouts, IReadOnlyList<OldAnswer> Answers)
{
    private const string Version = "d74e619";

    /// <summary>A file of the old version, unpacked.</summary>
    public static Stream Open(string file) =>
        new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Upgrade", "Data", Version, file)), CompressionMode.Decompress);

    /// <summary>The data folder of an old server that was killed.</summary>
    public static async Task<TempFolder> CopyFolder()
    {
        var folder = new TempFolder();
        await using var archive = Open("single.tar.gz");
        await TarFile.ExtractToDirectoryAsync(archive, folder.Path, overwriteFiles: false);
        return folder;
    }

    /// <summary>The Redis of an old cluster whose silo was killed; the membership table still has it.</summary>
    public static async Task<RedisServer> StartRedis()
    {
        var redis = new RedisServer();
        await using var dump = Open("redis.rdb.gz");
        await redis.Start(dump);
        return redis;
    }

    /// <summary>The record that belongs to one of the two ways to host.</summary>
    public static OldData Read(string name)
    {
        using var file = Open($"{name}.json.gz");
        return JsonSerializer.Deserialize<OldData>(file, JsonSerializerOptions.Web)!;
    }

    /// <summary>The latest checkout of a customer.</summary>
    public OldCheckout CheckoutOf(string customer) => Checkouts.Last(checkout => checkout.Customer == customer);
}

internal sealed record OldCheckout(string Customer, string Key, JsonElement Body)
{
    /// <summary>The order that it made.</summary>
    public string OrderId => Ids.EarlierOrderId(Customer, Key);
}

internal sealed record OldAnswer(string Path, JsonElement Body);
