using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace OrleansMicro.Payments;

/// <summary>Opens the books of the simulated acquirer.</summary>
public sealed class SimulatedAcquirers(GrainStates states, IOptions<PaymentSimulatorOptions> options)
{
    /// <summary>The books of one order.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="isNew">Whether the order was placed just now, so that there can be no books of it yet.</param>
    internal SimulatedAcquirer For(string orderId, bool isNew) => new(orderId, isNew, states, options.Value);
}

/// <summary>Keeps the books of an order on disk, so that they survive a crash, as an acquirer's do. Executes one request after the other.</summary>
internal sealed class SimulatedAcquirer(string orderId, bool isNew, GrainStates states, PaymentSimulatorOptions options)
{
    private CommittedState<AcquirerState>? _books;
    private bool _mayBeMissing = isNew;
    private Task _last = Task.CompletedTask;

    /// <summary>See <see cref="ISimulatedAcquirerGrain.GetBooks"/>.</summary>
    public async Task<AcquirerBooks> GetBooks() => AcquirerRules.View((await Open()).Latest);

    /// <summary>See <see cref="ISimulatedAcquirerGrain.Execute"/>.</summary>
    public Task<AcquirerAnswer> Execute(AcquirerRequest request)
    {
        var answer = ExecuteAfter(_last, request);
        _last = answer;
        return answer;
    }

    private async Task<AcquirerAnswer> ExecuteAfter(Task before, AcquirerRequest request)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            return await ExecuteNow(request);
        }
        catch (InconsistentStateException)
        {
            // Another activation has changed the books since. They are read again.
            return await ExecuteNow(request);
        }
    }

    private async Task<AcquirerAnswer> ExecuteNow(AcquirerRequest request)
    {
        var open = await Open();
        var (books, answer) = AcquirerRules.Execute(open.Latest, request, SimulatorRules.Declines(options, request));
        if (AcquirerRules.RequiresWrite(request))
            await open.Write(books);
        else
            open.Assume(books);
        return answer;
    }

    private async ValueTask<CommittedState<AcquirerState>> Open()
    {
        if (_books is { } known)
            return known;

        // The row's key is that of the grain that an earlier version had for each acquirer.
        var row = states.Open<AcquirerState>("acquirer", GrainId.Create("simulatedacquirer", orderId));
        if (!_mayBeMissing)
            await row.ReadStateAsync();
        return _books ??= states.OneByOne(row, Reopen);
    }

    private void Reopen() => (_books, _mayBeMissing) = (null, false);
}
