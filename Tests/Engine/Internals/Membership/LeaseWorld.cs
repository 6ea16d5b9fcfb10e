using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Membership;

/// <summary>Silos that hold leases in one store, in virtual time.</summary>
internal sealed class LeaseWorld
{
    private readonly List<SiloOfWorld> _silos = [];

    /// <summary>The clock of all silos that don't have one of their own.</summary>
    public ManualTime Time { get; } = new();

    /// <summary>The store.</summary>
    public MemorySiloTable Table { get; } = new();

    /// <summary>Starts a silo; it is active, or joining still.</summary>
    public async Task<SiloOfWorld> Start(ManualTime? time = null, int port = 0, SiloStatus status = SiloStatus.Active)
    {
        var address = SiloAddress.New(IPAddress.Loopback, port == 0 ? 11_000 + _silos.Count : port, 100 + _silos.Count);
        var silo = new SiloOfWorld(address, new MemorySiloTable.Line(Table), time ?? Time);
        _silos.Add(silo);
        await silo.Membership.StartAsync(CancellationToken.None);
        await silo.Set(SiloStatus.Joining);
        if (status != SiloStatus.Joining)
            await silo.Set(status);
        return silo;
    }

    /// <summary>Lets time pass in small steps.</summary>
    public void Pass(TimeSpan time, Action? afterEachStep = null)
    {
        var step = TimeSpan.FromMilliseconds(50);
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            Time.Advance(step);
            afterEachStep?.Invoke();
        }
    }
}

/// <summary>A silo of a <see cref="LeaseWorld"/>.</summary>
internal sealed class SiloOfWorld
{
    private readonly SiloAddress _address;

    public SiloOfWorld(SiloAddress address, MemorySiloTable.Line line, ManualTime time)
    {
        _address = address;
        Line = line;
        Lease = new SiloLease(time);
        Membership = new LeasedMembership(line, address, Lease, Options, time, NullLogger<LeasedMembership>.Instance);
        Membership.Expelled += reason => Expelled = reason;
    }

    public static SiloLeaseOptions Options { get; } = new();

    public SiloAddress Address => _address;

    public MemorySiloTable.Line Line { get; }

    public SiloLease Lease { get; }

    public LeasedMembership Membership { get; }

    /// <summary>Why it had to stop, if it had to.</summary>
    public string? Expelled { get; private set; }

    public ValueTask Set(SiloStatus status) => Membership.Update(new SiloMember(_address, "silo", status, DateTime.UnixEpoch, 30_000));

    /// <summary>What it knows of another.</summary>
    public SiloStatus Sees(SiloOfWorld other) => Membership.Current.StatusOf(other.Address);
}
