namespace OrleansMicro.Simulation.Runtime;

/// <summary>A silo's part of the grain directory. As in Orleans, a grain can have two entries while the views of silos differ.</summary>
internal sealed class SiloDirectory(SiloRuntime silo)
{
    private readonly SortedDictionary<GrainId, GrainAddress> _cache = [];
    private readonly SortedDictionary<GrainId, GrainAddress> _share = [];

    /// <summary>Looks a grain up in the cache.</summary>
    public bool TryGet(GrainId grain, out GrainAddress? address) => _cache.TryGetValue(grain, out address);

    /// <summary>Asks the directory for a grain. Null: it has no activation, as far as the directory knows.</summary>
    public Task<GrainAddress?> Find(GrainId grain) => CallOwner(grain, owner => owner._share.GetValueOrDefault(grain));

    /// <summary>Accepts an answer of the directory, unless the silo in it is known to be dead.</summary>
    public GrainAddress? Accept(GrainAddress? address)
    {
        if (address is null || silo.View.Dead.Contains(address.SiloAddress!))
            return null;
        Learn(address);
        return address;
    }

    /// <summary>Registers an activation and returns the registered one, which can be another.</summary>
    public Task<GrainAddress> Register(GrainAddress address) => CallOwner(address.GrainId, owner => owner.Enter(address));

    /// <summary>Removes an activation. Nobody waits for the answer: a lost removal leaves an entry that leads to a forwarded call.</summary>
    public void Unregister(GrainAddress address) => silo.Process.Run(() => _ = CallOwner(address.GrainId, owner =>
    {
        if (owner._share.TryGetValue(address.GrainId, out var known) && known.Matches(address))
            owner._share.Remove(address.GrainId);
        return true;
    }).ContinueWith(static asked => asked.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));

    /// <summary>Registers an activation with its new owner. If another activation is registered there, this one is deactivated.</summary>
    public async Task RegisterAgain(SimActivation activation)
    {
        while (activation.State != SimActivation.Stage.Invalid)
        {
            try
            {
                if (!activation.Address.Matches(await Register(activation.Address)))
                    activation.Deactivate(new DeactivationReason(DeactivationReasonCode.DuplicateActivation, "Another activation is registered."));
                return;
            }
            catch (Exception exception) when (exception is SiloUnavailableException or TimeoutException)
            {
                await Task.Delay(ClusterTimings.DirectoryRetry, silo.Process.Clock);
            }
        }
    }

    /// <summary>Adds an address to the cache.</summary>
    public void Learn(GrainAddress address) => _cache[address.GrainId] = address;

    /// <summary>Removes a grain from the cache.</summary>
    public void Forget(GrainId grain) => _cache.Remove(grain);

    /// <summary>Removes an address from the cache, unless a newer one replaced it.</summary>
    public void Forget(GrainAddress address)
    {
        if (_cache.TryGetValue(address.GrainId, out var known) && known.Matches(address))
            _cache.Remove(address.GrainId);
    }

    /// <summary>Removes addresses of dead silos from the cache.</summary>
    public void ForgetDead()
    {
        foreach (var (grain, address) in _cache.ToList())
        {
            if (silo.View.Dead.Contains(address.SiloAddress!))
                _cache.Remove(grain);
        }
    }

    /// <summary>Drops entries of dead silos, and those that another silo owns now.</summary>
    public void DropForeignEntries()
    {
        foreach (var (grain, address) in _share.ToList())
        {
            if (silo.View.Dead.Contains(address.SiloAddress!) || silo.View.OwnerOf(grain) != silo.Address)
                _share.Remove(grain);
        }
    }

    private GrainAddress Enter(GrainAddress address)
    {
        // Orleans accepts no registration from a silo that it knows to be dead.
        if (silo.View.Dead.Contains(address.SiloAddress!))
            throw new SiloUnavailableException($"{address.SiloAddress} is dead.");
        if (_share.TryGetValue(address.GrainId, out var known) && !silo.View.Dead.Contains(known.SiloAddress!)
            && known.SiloAddress != address.SiloAddress!)
            return known;
        return _share[address.GrainId] = address;
    }

    /// <summary>Asks the owner of an entry. An owner with an older view reads the table first; one with a newer view forwards the question.</summary>
    private async Task<T> CallOwner<T>(GrainId grain, Func<SiloDirectory, T> ask, int hops = 0)
    {
        var owner = silo.View.OwnerOf(grain) ?? throw new SiloUnavailableException("There is no active silo.");
        if (owner == silo.Address || hops > ClusterTimings.MaxForwards)
            return ask(this);
        var answer = new TaskCompletionSource<(T Value, Exception? Failure)>();
        var (version, asker) = (silo.View.Version, silo.Address);
        if (!silo.World.Network.Send(silo, owner, node => _ = ((SiloRuntime)node).Directory.AnswerAsOwner(version, asker, grain, ask, hops, answer)))
            throw new SiloUnavailableException($"{owner} cannot be reached.");
        var (value, failure) = await answer.Task.WaitAsync(ClusterTimings.DirectoryResponse, silo.Process.Clock);
        return failure is null ? value : throw new SiloUnavailableException(failure.Message);
    }

    private async Task AnswerAsOwner<T>(
        long version, SiloAddress asker, GrainId grain, Func<SiloDirectory, T> ask, int hops,
        TaskCompletionSource<(T Value, Exception? Failure)> answer)
    {
        (T, Exception?) result;
        try
        {
            if (version > silo.View.Version)
                await silo.Refresh();
            result = (await CallOwner(grain, ask, hops + 1), null);
        }
        catch (Exception exception)
        {
            result = (default!, exception);
        }

        silo.World.Network.Send(silo, asker, _ => answer.TrySetResult(result));
    }
}
