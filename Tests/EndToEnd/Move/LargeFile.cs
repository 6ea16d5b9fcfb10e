using System.Globalization;
using System.Text;
using OrleansMicro.Silo;
using OrleansMicro.Silo.Move;

namespace OrleansMicro.Tests.EndToEnd.Move;

/// <summary>A data folder with many rows.</summary>
internal static class LargeFile
{
    public static async Task Write(string data, int rows)
    {
        using var folder = new DataFolder(data);
        using var place = new SqlitePlace(folder);
        foreach (var some in Enumerable.Range(0, rows).Chunk(1000))
            await place.WriteAsync([.. some.Select(static i => Row(i.ToString(CultureInfo.InvariantCulture)))]);
        await place.WriteRemindersAsync(
            [new("orderrecovery/3", "pulse", new DateTime(2026, 11, 30, 1, 2, 3, DateTimeKind.Utc), TimeSpan.FromMinutes(1))]);
    }

    private static Row Row(string i) => new(
        new RowKey("stock"u8.ToArray(), Encoding.UTF8.GetBytes($"tea/{i}"), "stock"u8.ToArray()), Encoding.UTF8.GetBytes($$"""{"onHand":{{i}}}"""));
}
