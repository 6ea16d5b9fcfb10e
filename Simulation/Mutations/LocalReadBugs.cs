using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansMicro.Catalog;

namespace OrleansMicro.Simulation.Mutations;

/// <summary>
/// The rules of reads without a call, switched off. The maximum age alone cannot be found missing: a cart that answers has just reached the store,
/// where its silo also finds out that it was declared dead. See docs/decisions/0027-read-products-of-the-same-silo-without-a-call.md.
/// </summary>
internal static class LocalReadBugs
{
    public static IEnumerable<(string Name, string What, Func<PlantedBug> Make)> All =>
    [
        ("local-product-copied", "carts read a product of their silo from a copy of its first answer, at any age", static () => new PlantedBug
        {
            Name = "local-product-copied",
            What = "carts read a product of their silo from a copy of its first answer, at any age",
            Services = static services => services.AddSingleton(new LocalProducts(StateFreshness.SoleWriter))
                .AddSingleton<IIncomingGrainCallFilter, CopyBug>(),
        }),
    ];

    /// <summary>Publishes a copy of each product in the place of its activation's state.</summary>
    private sealed class CopyBug(LocalProducts local) : IIncomingGrainCallFilter
    {
        private readonly HashSet<string> _copied = [];

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            await context.Invoke();
            if (context is not { Grain: ProductGrain, Result: Product product } || !_copied.Add(context.TargetId.Key.ToString()!))
                return;
            var copy = new Copy { State = new ProductState { Product = product } };
            local.Publish(
                context.TargetId.Key.ToString()!,
                new CommittedState<ProductState>(copy, StateFreshness.SoleWriter, static () => { }, NullLogger.Instance));
        }
    }

    private sealed class Copy : IPersistentState<ProductState>
    {
        public ProductState State { get; set; } = new();

        public string? Etag => null;

        public bool RecordExists => true;

        public Task ReadStateAsync() => Task.CompletedTask;

        public Task WriteStateAsync() => Task.CompletedTask;

        public Task ClearStateAsync() => Task.CompletedTask;
    }
}
