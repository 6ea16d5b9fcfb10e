using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using OrleansMicro.Orders;
using OrleansMicro.Stock;

namespace OrleansMicro.Simulation.Mutations;

/// <summary>
/// The rules that make several activations of one grain harmless, each switched off. See
/// docs/decisions/0018-fence-orders-with-tokens-and-limit-the-age-of-reads.md.
/// </summary>
internal static class FencingBugs
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(1);

    public static IEnumerable<(string Name, string What, Func<PlantedBug> Make)> All =>
    [
        Bug("takeover-unwritten", "an activation that takes an order over does not write its row first", static bug => bug with
        {
            Storage = static storage => new TakeOverBug(storage),
        }),
        Bug("token-not-compared", "a product accepts every command as the newest of its order", static bug =>
        {
            var last = DateTimeOffset.UnixEpoch.AddYears(100).ToUnixTimeMilliseconds();
            return bug with
            {
                Services = services => services.AddSingleton<IIncomingGrainCallFilter>(new StockBug(argument => WithToken(argument, ++last))),
            };
        }),
        Bug("fence-not-raised", "the end of a contested order leaves no trace at its products", static bug => bug with
        {
            Services = static services => services.AddSingleton<IIncomingGrainCallFilter>(
                new StockBug(static argument => argument is EndOrder end ? end with { Fence = false } : argument)),
        }),
        Bug("return-not-fenced", "the return of a contested order leaves no trace at its products", static bug => bug with
        {
            Services = static services => services.AddSingleton<IIncomingGrainCallFilter>(new StockBug(static argument => argument switch
            {
                ReturnStock back => back with { Fence = false },
                EndOrder end when end.Id != OrderRegistration.ParseOrderId(end.Id) => end with { Fence = false },
                _ => argument,
            })),
        }),
        Bug("never-placed-not-written", "that an order was never placed is answered without a row that says so", static bug => bug with
        {
            Storage = static storage => new NeverPlacedBug(storage, static order => order.Token == 0),
        }),
        Bug("refused-not-withdrawn", "an order that is refused as busy stays on disk", static bug => bug with
        {
            Storage = static storage => new NeverPlacedBug(storage, static order => order.Token > 0),
        }),
        Bug("reads-not-verified", "an activation answers from memory, at any age of its read", static bug => bug with { MaxReadAge = Forever }),
    ];

    private static (string, string, Func<PlantedBug>) Bug(string name, string what, Func<PlantedBug, PlantedBug> plant) =>
        (name, what, () => plant(new PlantedBug { Name = name, What = what }));

    private static object? WithToken(object? argument, long token) => argument switch
    {
        ReserveStock reserve => reserve with { Token = token },
        OrderToken confirm => confirm with { Token = token },
        ReturnStock back => back with { Token = token },
        EndOrder end => end with { Token = token },
        _ => argument,
    };

    /// <summary>Changes the commands that products receive.</summary>
    private sealed class StockBug(Func<object?, object?> change) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.InterfaceMethod.DeclaringType == typeof(IStockGrain) && context.Request.GetArgumentCount() > 0)
                context.Request.SetArgument(0, change(context.Request.GetArgument(0))!);
            return context.Invoke();
        }
    }

    /// <summary>Drops some writes of orders that were not placed.</summary>
    private sealed class NeverPlacedBug(IGrainStorage storage, Func<OrderState, bool> drops) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            storage.ReadStateAsync(stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            grainState.State is OrderState { Step: OrderStep.None } order && drops(order)
                ? Task.CompletedTask
                : storage.WriteStateAsync(stateName, grainId, grainState);

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            storage.ClearStateAsync(stateName, grainId, grainState);
    }

    /// <summary>Drops the writes that change nothing of an order but its token.</summary>
    private sealed class TakeOverBug(IGrainStorage storage) : IGrainStorage
    {
        private readonly Dictionary<GrainId, (OrderStep Step, int Events)> _rows = [];

        public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            await storage.ReadStateAsync(stateName, grainId, grainState);
            Note(grainId, grainState.State);
        }

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (grainState.State is OrderState { Contested: true } order && _rows.GetValueOrDefault(grainId) == (order.Step, order.History.Length))
                return;
            await storage.WriteStateAsync(stateName, grainId, grainState);
            Note(grainId, grainState.State);
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            storage.ClearStateAsync(stateName, grainId, grainState);

        private void Note<T>(GrainId grainId, T? state)
        {
            if (state is OrderState order)
                _rows[grainId] = (order.Step, order.History.Length);
        }
    }
}
