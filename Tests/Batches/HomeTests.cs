using System.Net;
using System.Text;
using OrleansMicro.Batches;

namespace OrleansMicro.Tests.Batches;

/// <summary>The home of a key.</summary>
public sealed class HomeTests
{
    private static readonly SiloAddress[] Silos = [.. Enumerable.Range(1, 4).Select(static number => Silo(number))];
    private static readonly string[] Keys = [.. Enumerable.Range(0, 3_000).Select(static i => $"seller-{i / 10}/product-{i}")];

    [Fact]
    public void All_silos_compute_the_same_home() => Assert.All(Keys, static key =>
        Assert.Equal(Home.For(key, Silos), Home.For(Encoding.UTF8.GetBytes(key), [.. Silos.Reverse()])));

    [Fact]
    public void Keys_are_spread_evenly() => Assert.All(
        Keys.GroupBy(static key => Home.For(key, Silos)), static keys => Assert.InRange(keys.Count(), 650, 850));

    [Fact]
    public void A_new_silo_gets_keys_and_moves_no_other()
    {
        var joined = Silo(5);
        var moved = Keys.Where(key => !Home.For(key, [.. Silos, joined]).Equals(Home.For(key, Silos))).ToList();

        Assert.InRange(moved.Count, 500, 700);
        Assert.All(moved, key => Assert.Equal(joined, Home.For(key, [.. Silos, joined])));
    }

    [Fact]
    public void A_restarted_silo_is_another_one() => Assert.NotEqual(
        Keys.Select(static key => Home.For(key, Silos)), Keys.Select(static key => Home.For(key, [.. Silos[1..], Silo(1, generation: 8)])));

    [Fact]
    public void A_long_key_has_a_home() => Assert.Contains(Home.For(new string('é', 10_000), Silos), Silos);

    private static SiloAddress Silo(int number) => Silo(number, generation: 7);

    private static SiloAddress Silo(int number, int generation) =>
        SiloAddress.New(new IPAddress([10, 0, 0, (byte)number]), 11_111, generation);
}
