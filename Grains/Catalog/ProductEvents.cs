using OrleansMicro.Events;

namespace OrleansMicro.Catalog;

/// <summary>The events of a product.</summary>
internal static class ProductEvents
{
    /// <summary>How they follow from its changes.</summary>
    public static EventRules<ProductState> Rules { get; } = new(
        static state => state.Outbox, static (state, outbox) => state with { Outbox = outbox }, Between, Describe);

    private static NewEvent[] Between(ProductState before, ProductState after)
    {
        if (after.Product is not { } now || before.Version == after.Version)
            return [];
        var data = new ProductEventData(
            now.SellerId, now.ProductId, now.Version, now.Name, now.Category, now.Price, now.Freight, IsWithdrawn: !now.Active);
        return [new NewEvent(TypeOf(before.Product, now), EventJson.Write(data, EventJson.Default.ProductEventData))];
    }

    private static string TypeOf(Product? before, Product now)
    {
        if (before is null)
            return EventTypes.ProductCreated;
        if (before.Active && !now.Active)
            return EventTypes.ProductWithdrawn;
        return before with { Price = now.Price, Freight = now.Freight, Version = now.Version } == now
            ? EventTypes.ProductRepriced
            : EventTypes.ProductChanged;
    }

    private static MarketEvent Describe(ProductState state, PendingEvent pending)
    {
        var product = state.Product!;
        return new MarketEvent(
            pending.Type, EventSubjects.Product(product.SellerId, product.ProductId), pending.Sequence, pending.At,
            product.SellerId, null, pending.TraceParent, pending.Data!.Value);
    }
}
