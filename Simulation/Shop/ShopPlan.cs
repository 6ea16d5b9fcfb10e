
namespace OrleansMicro.Simulation.Shop;

/// <summary>The shape of a seed's shop: numbers, durations and rates, all drawn from the seed.</summary>
internal sealed class ShopPlan
{
    public ShopPlan(long seed)
    {
        Seed = seed;
        var random = SimRandom.For(seed, "plan");
        Silos = random.Between(3, 5);
        Sellers = random.Between(1, 3);
        ProductsPerSeller = random.Between(1, 3);
        Customers = random.Between(3, 6);
        Length = random.Between(TimeSpan.FromSeconds(16), TimeSpan.FromSeconds(38));
        ReservationLifetime = TimeSpan.FromSeconds(random.Pick([4, 15, 30]));
        Thinking = random.Between(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(2));
        Hammers = random.Chance(0.4);
        Rates = FaultRates.Draw(random);
        Imports = SimRandom.For(seed, "imports").Chance(0.2);
        FullShards = SimRandom.For(seed, "shards").Chance(0.25);
        CancelRate = random.Chance(0.6) ? 0.2 * random.Unit() : 0;
    }

    public long Seed { get; }

    public int Silos { get; }

    public int Sellers { get; }

    public int ProductsPerSeller { get; }

    public int Customers { get; }

    /// <summary>The time of faults and new requests.</summary>
    public TimeSpan Length { get; }

    public TimeSpan ReservationLifetime { get; }

    /// <summary>The longest pause of a customer between two requests.</summary>
    public TimeSpan Thinking { get; }

    /// <summary>Whether many buyers want one product at the same time.</summary>
    public bool Hammers { get; }

    /// <summary>Whether an integration changes stock in many small requests, and repeats them late.</summary>
    public bool Imports { get; }

    /// <summary>Whether a recovery shard has room for one order only, so that checkouts are refused as busy.</summary>
    public bool FullShards { get; }

    public FaultRates Rates { get; }

    /// <summary>The probability that a client cancels a call.</summary>
    public double CancelRate { get; }
}
