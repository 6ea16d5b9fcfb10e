using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using OrleansMicro.Catalog;
using OrleansMicro.Events;

namespace OrleansMicro.Simulation.Mutations;

/// <summary>Bugs on the way of events to their log.</summary>
internal static class EventBugs
{
    public static IEnumerable<(string Name, string What, Func<PlantedBug> Make)> All =>
    [
        ("event-before-commit", "an event is in the log before its change is written", static () => new PlantedBug
        {
            Name = "event-before-commit",
            What = "an event is in the log before its change is written",
            Services = static services =>
            {
                var storage = services.Last(static service => service.ServiceType == typeof(IGrainStorage) && !service.IsKeyedService);
                services.AddSingleton<IGrainStorage>(provider => new EarlyEvents(
                    (IGrainStorage)storage.ImplementationFactory!(provider), provider.GetRequiredService<IGrainFactory>()));
            },
        }),
        ("events-lost-with-row", "the row of an order does not keep its events", static () => new PlantedBug
        {
            Name = "events-lost-with-row",
            What = "the row of an order does not keep its events",
            Storage = static storage => new OrderRowBug(
                storage, static order => order with { Outbox = order.Outbox with { Pending = [] } }),
        }),
        Calling("event-gap", "every 30th event does not reach its log", "IEventLogGrain.Append", Gaps),
        Calling("events-reordered", "the events of an append are in the wrong order", "IEventLogGrain.Append", static () => static context =>
        {
            var events = (ImmutableArray<MarketEvent>)context.Request.GetArgument(0)!;
            context.Request.SetArgument(0, ImmutableArray.CreateRange(events.Reverse()));
            return context.Invoke();
        }),
        Calling("event-not-announced", "an aggregate with an event is not in the index", "IEventIndexGrain.Announce", static () => static context =>
        {
            context.Result = false;
            return Task.CompletedTask;
        }),
        Calling("relay-does-nothing", "the index treats every aggregate as relayed", "IEventSourceGrain.Relay", static () => static context =>
            Task.CompletedTask),
    ];

    private static (string, string, Func<PlantedBug>) Calling(
        string name, string what, string method, Func<Func<IIncomingGrainCallContext, Task>> make) => (name, what, () => new PlantedBug
        {
            Name = name,
            What = what,
            Services = services => services.AddSingleton<IIncomingGrainCallFilter>(new CallBug(method, make())),
        });

    private static Func<IIncomingGrainCallContext, Task> Gaps()
    {
        var number = 0;
        return context =>
        {
            var events = (ImmutableArray<MarketEvent>)context.Request.GetArgument(0)!;
            context.Request.SetArgument(0, events.RemoveAll(_ => ++number % 30 == 0));
            return context.Invoke();
        };
    }

    /// <summary>Appends the events of a product before its row is written.</summary>
    private sealed class EarlyEvents(IGrainStorage storage, IGrainFactory grains) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            storage.ReadStateAsync(stateName, grainId, grainState);

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (grainState.State is ProductState product)
            {
                foreach (var pending in product.Outbox.Pending)
                {
                    var happened = ProductEvents.Rules.Describe(product, pending);
                    await grains.GetGrain<IEventLogGrain>(EventLog.KeyOf(EventSubjects.ShardOf(happened.Subject))).Append([happened]);
                }
            }

            await storage.WriteStateAsync(stateName, grainId, grainState);
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            storage.ClearStateAsync(stateName, grainId, grainState);
    }
}
