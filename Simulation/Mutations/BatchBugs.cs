using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Batches;
using OrleansMicro.Stock;

namespace OrleansMicro.Simulation.Mutations;

/// <summary>Wrong answers of a batch. See docs/decisions/0032-send-the-commands-of-an-order-per-silo.md.</summary>
internal static class BatchBugs
{
    public static IEnumerable<(string Name, string What, Func<PlantedBug> Make)> All =>
    [
        Bug<long>("batch-answers-reversed", "the slots of a batch of ledger entries are in reverse order", "IBatchGrain.Enter",
            static answers => [.. answers.Reverse()]),
        Bug<Result<Reservation>>("batch-failure-swallowed", "a confirmation that failed in a batch counts as confirmed", "IBatchGrain.Confirm",
            static answers => [.. answers.Select(static answer => answer.Failure is null ? answer : Confirmed)],
            static services => services.AddSingleton<IIncomingGrainCallFilter>(Failing("IStockGrain.Confirm"))),
    ];

    private static BatchAnswer<Result<Reservation>> Confirmed => new(new Reservation("", 1, true, default), null);

    /// <summary>Every fourth call fails, as can happen in any cluster. Too few answers of a batch are failures otherwise.</summary>
    private static CallBug Failing(string method)
    {
        var number = 0;
        return new CallBug(method, context => ++number % 4 == 0 ? throw new TimeoutException("Planted.") : context.Invoke());
    }

    private static (string, string, Func<PlantedBug>) Bug<T>(
        string name, string what, string method, Func<ImmutableArray<BatchAnswer<T>>, ImmutableArray<BatchAnswer<T>>> change,
        Action<IServiceCollection>? beside = null) => (name, what, () => new PlantedBug
        {
            Name = name,
            What = what,
            Services = services =>
            {
                beside?.Invoke(services);
                services.AddSingleton<IIncomingGrainCallFilter>(new CallBug(method, async context =>
                {
                    await context.Invoke();
                    if (context.Result is ImmutableArray<BatchAnswer<T>> answers)
                        context.Result = change(answers);
                }));
            },
        });
}
