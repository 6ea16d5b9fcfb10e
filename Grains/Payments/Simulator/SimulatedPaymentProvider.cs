using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace OrleansMicro.Payments;

/// <summary>
/// The connection to the simulated acquirer. Requests and answers are lost or doubled on it, as the options and the payment method say.
/// </summary>
public sealed class SimulatedPaymentProvider(
    IGrainFactory grains, SimulatedAcquirers acquirers, TimeProvider clock, IOptions<PaymentSimulatorOptions> options) : IPaymentProvider
{
    /// <inheritdoc/>
    public async Task<ProviderAnswer> Execute(ProviderRequest request, CancellationToken cancellation)
    {
        var behaviour = options.Value;
        if (behaviour.LatencyMs > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(behaviour.LatencyMs), clock, cancellation);
        if (SimulatorRules.IsLost(behaviour, request))
            throw new TimeoutException("Simulated: the request got lost.");

        var sent = new AcquirerRequest(request.IdempotencyKey, KindOf(request.Action), request.Amount, request.Method, request.Reference);
        var answer = await Send(request.OrderId, sent);
        if (request.Method == SimulatorRules.TwiceToken)
            answer = await Send(request.OrderId, sent);

        return SimulatorRules.IsAnswerLost(behaviour, request)
            ? throw new TimeoutException("Simulated: the answer got lost.")
            : new ProviderAnswer(answer.Approved, answer.Reference, answer.DeclineReason);
    }

    private Task<AcquirerAnswer> Send(string orderId, AcquirerRequest request) =>
        acquirers.Find(orderId)?.Execute(request) ?? grains.GetGrain<ISimulatedAcquirerGrain>(orderId).Execute(request);

    /// <summary>What the acquirer is asked.</summary>
    public static AcquirerRequestKind KindOf(ProviderAction action) => action switch
    {
        ProviderAction.Authorise => AcquirerRequestKind.Authorise,
        ProviderAction.Capture => AcquirerRequestKind.Capture,
        ProviderAction.Void => AcquirerRequestKind.Void,
        _ => AcquirerRequestKind.Refund,
    };
}

/// <summary>
/// The books of the simulated acquirer whose orders are active on this silo. An order asks its own without a call: a call would wait while its
/// activation ends, and the activation for the order.
/// </summary>
public sealed class SimulatedAcquirers(GrainStates states, IOptions<PaymentSimulatorOptions> options)
{
    private readonly ConcurrentDictionary<string, SimulatedAcquirer> _open = new(StringComparer.Ordinal);

    /// <summary>Opens the books of an order that is being activated.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="isNew">Whether the order was placed by this activation, so that there can be no books of it yet.</param>
    internal SimulatedAcquirer Open(string orderId, Func<bool> isNew) =>
        _open[orderId] = new SimulatedAcquirer(orderId, isNew, states, options.Value);

    /// <summary>Closes the books of an activation, unless a newer one has opened them.</summary>
    internal void Close(string orderId, SimulatedAcquirer acquirer) => _open.TryRemove(KeyValuePair.Create(orderId, acquirer));

    /// <summary>The books of an order; null if it is not active here.</summary>
    internal SimulatedAcquirer? Find(string orderId) => _open.GetValueOrDefault(orderId);
}

/// <summary>
/// Keeps the books of an order on disk, so that they survive a crash, as an acquirer's do. Executes one request after the other, from any thread: an
/// activation that ends may ask for the books of a newer one.
/// </summary>
internal sealed class SimulatedAcquirer(string orderId, Func<bool> isNew, GrainStates states, PaymentSimulatorOptions options)
{
    private CommittedState<AcquirerState>? _books;
    private bool _mayExist;
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    /// <summary>See <see cref="ISimulatedAcquirerGrain.GetBooks"/>.</summary>
    public Task<AcquirerBooks> GetBooks() => InTurn(async () => AcquirerRules.View((await Open()).Latest));

    /// <summary>See <see cref="ISimulatedAcquirerGrain.Execute"/>.</summary>
    public Task<AcquirerAnswer> Execute(AcquirerRequest request) => InTurn(() => Repeat(request));

    private Task<T> InTurn<T>(Func<Task<T>> action)
    {
        lock (_lock)
        {
            var ended = _last.IsCompleted ? action() : After(_last, action);
            _last = ended;
            return ended;
        }
    }

    private static async Task<T> After<T>(Task before, Func<Task<T>> action)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return await action();
    }

    private async Task<AcquirerAnswer> Repeat(AcquirerRequest request)
    {
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
        if (_mayExist || !isNew())
            await row.ReadStateAsync();
        return _books ??= states.OneByOne(row, Reopen);
    }

    private void Reopen() => (_books, _mayExist) = (null, true);
}
