using OrleansMicro.Payments;

namespace OrleansMicro.Simulation.Shop;

/// <summary>The payment provider. It never fails itself, but the connection to it does.</summary>
internal sealed class Acquirer(SimWorld world)
{
    private readonly SortedDictionary<string, AcquirerState> _books = new(StringComparer.Ordinal);
    private readonly SimRandom _random = SimRandom.For(world.Simulator.Seed, "acquirer");
    private readonly PaymentRates _rates = new(SimRandom.For(world.Simulator.Seed, "payments"));

    /// <summary>The provider's records of an order.</summary>
    public AcquirerBooks Books(string orderId) => AcquirerRules.View(_books.GetValueOrDefault(orderId) ?? new AcquirerState());

    /// <summary>Requests whose key was used for another request before.</summary>
    public List<string> Confusions { get; } = [];

    /// <summary>The orders that the provider knows.</summary>
    public IReadOnlyCollection<string> Orders => _books.Keys;

    /// <summary>The connection of a silo to the provider.</summary>
    public IPaymentProvider For(SimProcess process) => new Line(this, process);

    private bool Strikes(double rate, string kind)
    {
        if (!world.Faults.IsOn || !_random.Chance(rate))
            return false;
        world.Faults.Counts.Note(kind);
        return true;
    }

    private ProviderAnswer Execute(ProviderRequest request)
    {
        var kind = Enum.Parse<AcquirerRequestKind>(request.Action.ToString());
        var sent = new AcquirerRequest(request.IdempotencyKey, kind, request.Amount, request.Method, request.Reference);
        var declines = kind == AcquirerRequestKind.Authorise && request.Method == Terms.Declined;
        var before = _books.GetValueOrDefault(request.OrderId) ?? new AcquirerState();
        var (books, answer) = AcquirerRules.Execute(before, sent, declines);
        if (declines && books.Answers.Length > before.Answers.Length)
            world.Faults.Counts.Note("PaymentDeclined");
        _books[request.OrderId] = books;
        world.Simulator.Trace.Add(request.IdempotencyKey);
        if (answer.DeclineReason?.Contains("another request", StringComparison.Ordinal) == true)
            Confusions.Add($"{request.IdempotencyKey}: {sent}");
        world.Simulator.Trace.Lines?.Invoke($"{world.Simulator.Elapsed} acquirer {request.OrderId} {request.Action} {request.Amount}: {answer}");
        return new ProviderAnswer(answer.Approved, answer.Reference, answer.DeclineReason);
    }

    private sealed class PaymentRates(SimRandom random)
    {
        public double TimeoutBefore { get; } = Draw(random);

        public double TimeoutAfter { get; } = Draw(random);

        public double Twice { get; } = Draw(random);

        public double Late { get; } = Draw(random);

        private static double Draw(SimRandom random) => random.Chance(0.5) ? 0.3 * random.Unit() : 0;
    }

    private sealed class Line(Acquirer acquirer, SimProcess process) : IPaymentProvider
    {
        public async Task<ProviderAnswer> Execute(ProviderRequest request, CancellationToken cancellation)
        {
            acquirer.World.OnRequest?.Invoke(process, request.Action.ToString(), request.OrderId);
            var answer = new TaskCompletionSource<ProviderAnswer>();
            var (simulator, random) = (acquirer.Simulator, acquirer._random);
            var way = random.Between(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(60));
            if (acquirer.Strikes(acquirer._rates.TimeoutBefore, "PaymentTimeoutBefore"))
                return await answer.Task.WaitAsync(cancellation);
            if (acquirer.Strikes(acquirer._rates.Late, "PaymentLate"))
                way += TimeSpan.FromSeconds(10 * random.Unit());
            var (twice, lost) = (acquirer.Strikes(acquirer._rates.Twice, "PaymentTwice"),
                acquirer.Strikes(acquirer._rates.TimeoutAfter, "PaymentTimeoutAfter"));
            simulator.After(way, () =>
            {
                var result = acquirer.Execute(request);
                if (twice)
                    result = acquirer.Execute(request);
                if (!lost)
                    simulator.After(TimeSpan.FromMilliseconds(20), () => process.Run(() => answer.TrySetResult(result)));
            });
            return await answer.Task.WaitAsync(cancellation);
        }
    }

    private SimWorld World => world;

    private Simulator Simulator => world.Simulator;
}
