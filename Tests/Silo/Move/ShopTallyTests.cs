using System.Text;
using OrleansMicro.Silo.Move;

namespace OrleansMicro.Tests.Silo.Move;

/// <summary>Counts and digests of a shop's rows.</summary>
public sealed class ShopTallyTests
{
    [Fact]
    public void Does_not_depend_on_the_order_of_rows() =>
        Assert.Equal(Total(("a", "1", "x"), ("b", "2", "y"), ("a", "3", "")), Total(("a", "3", ""), ("a", "1", "x"), ("b", "2", "y")));

    [Theory]
    [InlineData("a", "1", "y")]
    [InlineData("a", "2", "x")]
    [InlineData("b", "1", "x")]
    [InlineData("a1", "", "x")]
    [InlineData("", "a1", "x")]
    public void Depends_on_every_part_of_a_row(string type, string key, string data) =>
        Assert.NotEqual(Total(("a", "1", "x")).Digest, Total((type, key, data)).Digest);

    [Fact]
    public void Two_equal_rows_do_not_cancel_out() =>
        Assert.NotEqual(Total(("a", "1", "x")).Digest, Total(("a", "1", "x"), ("b", "2", "y"), ("b", "2", "y")).Digest);

    [Fact]
    public void Counts_rows_and_bytes_of_each_grain_type_and_state()
    {
        var tally = new ShopTally();
        foreach (var data in new[] { "x", "yz" })
            tally.Add(Key("cart", data), Encoding.UTF8.GetBytes(data));
        tally.Add(new ReminderRow("cart/a", "wake", new DateTime(1, DateTimeKind.Utc), TimeSpan.FromMinutes(1)));

        var carts = tally[new TallyGroup("cart", "state")];
        Assert.Equal((2, 3), (carts.Rows, carts.Bytes));
        Assert.Equal((1, 3, 3), (tally.Reminders.Rows, tally.Total.Rows, tally.Total.Bytes));
    }

    [Fact]
    public void Depends_on_the_time_of_a_reminder() => Assert.NotEqual(Reminder(1), Reminder(2));

    private static UInt128 Reminder(long start)
    {
        var tally = new ShopTally();
        tally.Add(new ReminderRow("cart/a", "wake", new DateTime(start, DateTimeKind.Utc), TimeSpan.FromMinutes(1)));
        return tally.Total.Digest;
    }

    private static TallySum Total(params (string Type, string Key, string Data)[] rows)
    {
        var tally = new ShopTally();
        foreach (var (type, key, data) in rows)
            tally.Add(Key(type, key), Encoding.UTF8.GetBytes(data));
        return tally.Total;
    }

    private static RowKey Key(string type, string key) => new(Encoding.UTF8.GetBytes(type), Encoding.UTF8.GetBytes(key), "state"u8.ToArray());
}
