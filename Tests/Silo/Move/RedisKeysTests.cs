using System.Text;
using OrleansMicro.Hosting;
using OrleansMicro.Silo.Move;

namespace OrleansMicro.Tests.Silo.Move;

/// <summary>Keys of states in Redis and back.</summary>
public sealed class RedisKeysTests
{
    private static readonly RedisKeys Keys = new("shop-1");

    [Theory]
    [InlineData("stock", "tea-house/oolong", "stock", "shop-1/state/stock/tea-house/oolong/stock")]
    [InlineData("order", "ada", "order", "shop-1/state/order/ada/order")]
    [InlineData("cart", "//", "cart", "shop-1/state/cart////cart")]
    [InlineData("cart", "", "cart", "shop-1/state/cart//cart")]
    [InlineData("cart", "ä/\"*", "cart", "shop-1/state/cart/ä/\"*/cart")]
    public void A_key_of_Redis_gives_the_state_back(string type, string key, string state, string expected)
    {
        var formatted = Keys.Format(Row(type, key, state));
        var parsed = Keys.Parse(formatted);

        Assert.Equal(expected, Encoding.UTF8.GetString(formatted));
        Assert.Equal($"{type}/{key}/{state}", parsed.ToString());
        Assert.Equal(key, Encoding.UTF8.GetString(parsed.GrainKey));
    }

    [Theory]
    [InlineData("a/b", "c")]
    [InlineData("a", "b/c")]
    [InlineData("", "c")]
    [InlineData("a", "")]
    public void A_state_without_an_inverse_is_refused(string type, string state) =>
        Assert.Throws<StartException>(() => Keys.Format(Row(type, "key", state)));

    [Theory]
    [InlineData("shop-2/state/cart/ada/cart")]
    [InlineData("shop-1/state/cart")]
    [InlineData("shop-1/state/cart/ada")]
    [InlineData("shop-1/state//ada/cart")]
    [InlineData("shop-1/state/cart/ada/")]
    public void Another_key_is_refused_and_named(string key) =>
        Assert.Contains(key, Assert.Throws<StartException>(() => Keys.Parse(Encoding.UTF8.GetBytes(key))).Message, StringComparison.Ordinal);

    private static RowKey Row(string type, string key, string state) =>
        new(Encoding.UTF8.GetBytes(type), Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(state));
}
