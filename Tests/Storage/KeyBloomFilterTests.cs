using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Tests.Storage;

public sealed class KeyBloomFilterTests
{
    [Fact]
    public void Never_denies_a_key_that_was_added_however_far_it_has_grown()
    {
        var filter = new KeyBloomFilter(capacity: 64);
        filter.MarkComplete();
        for (var i = 0; i < 5_000; i++)
        {
            filter.Add(Key(i));
            Assert.True(filter.MayContain(Key(i / 2)));
        }
    }

    [Fact]
    public void Takes_few_absent_keys_for_present_ones()
    {
        var filter = new KeyBloomFilter(capacity: 10_000);
        filter.MarkComplete();
        for (var i = 0; i < 10_000; i++)
            filter.Add(Key(i));

        Assert.InRange(Enumerable.Range(10_000, 10_000).Count(i => filter.MayContain(Key(i))), 0, 300);
    }

    [Fact]
    public void Denies_nothing_before_it_knows_all_keys() => Assert.True(new KeyBloomFilter().MayContain(Key(1)));

    private static StateKey Key(int number) => new("state", GrainId.Create("order", $"order-{number}"));
}
