using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace OrleansMicro.Batches;

/// <summary>
/// Calls many grains with one message per silo. Grains of this silo, and the only one of another silo, are called directly. With a single silo all
/// calls are direct. See docs/decisions/0032-send-the-commands-of-an-order-per-silo.md.
/// </summary>
/// <remarks>
/// A batch has no time limit of its own. An order waits for all its lines in any case, and a batch that waits for a stuck grain fails at its response
/// timeout: when the direct call would have failed.
/// </remarks>
public sealed class BatchCalls(IGrainFactory grains, IClusterSilos silos)
{
    /// <summary>Whether there are other silos, and so batches.</summary>
    internal bool HasOthers => silos.Active is [_, _, ..];

    /// <summary>Sends commands. Each has its own result, or fails alone, unless its batch fails as a whole.</summary>
    internal Task<TResult>[] Send<TCommand, TResult>(BatchItem<TCommand>[] items, BatchMethod<TCommand, TResult> method)
    {
        var results = new Task<TResult>[items.Length];
        var homes = HasOthers && items.Length > 1 ? Array.ConvertAll(items, HomeOf) : null;
        for (var i = 0; i < items.Length; i++)
        {
            if (results[i] is not null)
                continue;
            if (homes?[i] is not { } silo || Array.LastIndexOf(homes, silo) == i)
                results[i] = method.One(grains, items[i].Key, items[i].Command);
            else
                SendTo(silo, i);
        }

        return results;

        void SendTo(SiloAddress silo, int first)
        {
            List<int> group = [];
            for (var i = first; i < items.Length && group.Count < Limits.MaxBatchSize; i++)
            {
                if (silo.Equals(homes[i]) && results[i] is null)
                    group.Add(i);
            }

            var batch = Answers(method.Many(BatchGrainOf(silo), [.. group.Select(i => items[i])]), group.Count);
            for (var i = 0; i < group.Count; i++)
                results[group[i]] = ResultOf(batch, i);
        }
    }

    /// <summary>Tells stocks to forget ended orders.</summary>
    internal Task Forget(List<BatchItem<Stock.EndOrder>> items)
    {
        if (!HasOthers)
            return Task.WhenAll(items.ConvertAll(ForgetAlone));
        List<Task> calls = [];
        foreach (var group in items.GroupBy(HomeOf))
        {
            foreach (var batch in group.Chunk(Limits.MaxBatchSize))
            {
                if (group.Key is { } silo && batch.Length > 1)
                    calls.Add(BatchGrainOf(silo).Forget(ImmutableCollectionsMarshal.AsImmutableArray(batch)));
                else
                    calls.AddRange(Array.ConvertAll(batch, ForgetAlone));
            }
        }

        return Task.WhenAll(calls);
    }

    /// <summary>The other silo that a grain is on, as far as this one can tell; null: this silo.</summary>
    internal SiloAddress? HomeOf<T>(BatchItem<T> item)
    {
        // Read once: a silo that stops leaves the list.
        if (silos.Active is not [_, _, ..] active)
            return null;
        var home = Home.For(item.Key, active.AsSpan());
        return home.Equals(silos.Local) ? null : home;
    }

    private Task ForgetAlone(BatchItem<Stock.EndOrder> item) => grains.GetGrain<Stock.IStockGrain>(item.Key).Forget(item.Command);

    private IBatchGrain BatchGrainOf(SiloAddress silo) => grains.GetGrain<IBatchGrain>(silo.ToParsableString());

    private static async Task<ImmutableArray<BatchAnswer<TResult>>> Answers<TResult>(Task<ImmutableArray<BatchAnswer<TResult>>> call, int count)
    {
        var answers = await call;
        return answers.Length == count ? answers : throw new InvalidOperationException($"{answers.Length} answers to {count} commands.");
    }

    private static async Task<TResult> ResultOf<TResult>(Task<ImmutableArray<BatchAnswer<TResult>>> batch, int index)
    {
        var answer = (await batch)[index];
        return answer.Failure is { } failure ? throw failure : answer.Value!;
    }
}
