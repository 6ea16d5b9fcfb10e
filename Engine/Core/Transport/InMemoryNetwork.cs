using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>The network of a cluster that lives in one process.</summary>
internal sealed class InMemoryNetwork
{
    private readonly ConcurrentDictionary<SiloAddress, InMemoryTransport> _endpoints = new();

    /// <summary>Says whether frames between two endpoints get lost; for tests of partitions.</summary>
    public Func<SiloAddress, SiloAddress, bool>? IsCut { get; set; }

    /// <summary>Makes an endpoint.</summary>
    public ITransport CreateTransport() => new InMemoryTransport(this);

    /// <summary>Attaches an endpoint.</summary>
    public void Attach(SiloAddress address, InMemoryTransport endpoint) => _endpoints[address] = endpoint;

    /// <summary>Detaches an endpoint.</summary>
    public void Detach(SiloAddress address) => _endpoints.TryRemove(address, out _);

    /// <summary>Delivers a frame; false if nothing is attached there.</summary>
    public bool Deliver(SiloAddress from, SiloAddress to, ReadOnlySpan<byte> frame)
    {
        if (!_endpoints.TryGetValue(to, out var endpoint))
            return false;
        if (IsCut is not { } isCut || !isCut(from, to))
            endpoint.Enqueue(from, frame.ToArray());
        return true;
    }
}
