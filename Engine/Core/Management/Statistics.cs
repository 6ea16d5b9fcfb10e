using System.Globalization;

namespace Orleans.Runtime;

/// <summary>How many activations of a grain class a silo has.</summary>
[GenerateSerializer, Immutable]
public sealed class SimpleGrainStatistic
{
    /// <summary>The full name of the grain class.</summary>
    [Id(0)]
    public string GrainType { get; init; } = "";

    /// <summary>The silo.</summary>
    [Id(1)]
    public SiloAddress SiloAddress { get; init; } = SiloAddress.Zero;

    /// <summary>The number.</summary>
    [Id(2)]
    public int ActivationCount { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"SimpleGrainStatistic: GrainType={GrainType} Silo={SiloAddress} NumActivations={ActivationCount}");
}

/// <summary>One activation.</summary>
[GenerateSerializer, Immutable]
public sealed class DetailedGrainStatistic
{
    /// <summary>The full name of the grain class.</summary>
    [Id(0)]
    public string GrainType { get; init; } = "";

    /// <summary>The silo.</summary>
    [Id(1)]
    public SiloAddress SiloAddress { get; init; } = SiloAddress.Zero;

    /// <summary>The grain.</summary>
    [Id(2)]
    public GrainId GrainId { get; init; }
}

/// <summary>Figures about a silo.</summary>
[GenerateSerializer, Immutable]
public sealed class SiloRuntimeStatistics
{
    internal SiloRuntimeStatistics(int activationCount, long sentMessages, long receivedMessages, DateTime dateTime)
    {
        ActivationCount = activationCount;
        RecentlyUsedActivationCount = activationCount;
        SentMessages = sentMessages;
        ReceivedMessages = receivedMessages;
        DateTime = dateTime;
    }

    /// <summary>How many activations it has.</summary>
    [Id(0)]
    public int ActivationCount { get; private set; }

    /// <summary>How many of them were used lately.</summary>
    [Id(1)]
    public int RecentlyUsedActivationCount { get; private set; }

    /// <summary>Messages sent to other silos and to clients.</summary>
    [Id(2)]
    public long SentMessages { get; private set; }

    /// <summary>Messages taken from other silos and from clients.</summary>
    [Id(3)]
    public long ReceivedMessages { get; private set; }

    /// <summary>When the figures were taken, in UTC.</summary>
    [Id(4)]
    public DateTime DateTime { get; private set; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"SiloRuntimeStatistics: ActivationCount={ActivationCount} SentMessages={SentMessages} ReceivedMessages={ReceivedMessages} DateTime={DateTime:O}");
}
