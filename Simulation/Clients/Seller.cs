using OrleansMicro.Catalog;
using OrleansMicro.Sellers;
using OrleansMicro.Shipments;
using OrleansMicro.Simulation.Shop;
using OrleansMicro.Stock;

namespace OrleansMicro.Simulation.Clients;

/// <summary>A seller: restocks, changes prices, withdraws products and lists them again, ships and delivers.</summary>
internal sealed class Seller(string id, ShopClients shop, ClientCalls calls, SimRandom random)
{
    private int _operations;

    private List<ProductKnowledge> Products => [.. shop.Model.Products.Values.Where(product => product.SellerId == id)];

    private ISellerLedgerGrain Ledger => calls.Grains.GetGrain<ISellerLedgerGrain>(id);

    /// <summary>Opens the shop, before any fault.</summary>
    public async Task Open()
    {
        var opening = new PutSeller(calls.UnkeyedOperation(), id, null);
        await calls.Call($"{id} opens", stop => calls.Grains.GetGrain<ISellerGrain>(id).Put(opening, Caller.Operator, stop));
        foreach (var product in Products)
        {
            await Describe(product);
            var units = random.Pick([2, 10, 50]);
            var count = new CountStock(calls.UnkeyedOperation(), units);
            await calls.Call($"{id} counts {product.Key}", stop => Stock(product).Count(count, Caller.Operator, stop));
            product.Received = units;
        }
    }

    /// <summary>Works until the shop closes.</summary>
    public async Task Live()
    {
        while (shop.IsOpen)
        {
            await Task.Delay(random.Between(TimeSpan.Zero, 3 * shop.Plan.Thinking), calls.Clock);
            if (!shop.IsOpen)
                return;
            var product = random.Pick(Products);
            await (random.Below(100) switch
            {
                < 30 => Ship(),
                < 50 => Restock(product),
                < 65 => ChangePrice(product),
                < 75 => Withdraw(product),
                < 85 => Describe(product),
                _ => Read(product),
            });
        }
    }

    private string NextOperation() => $"{id}-{++_operations}";

    private IStockGrain Stock(ProductKnowledge product) => calls.Grains.GetGrain<IStockGrain>(product.Key);

    private IProductGrain Product(ProductKnowledge product) => calls.Grains.GetGrain<IProductGrain>(product.Key);

    private async Task Describe(ProductKnowledge product)
    {
        var price = random.Between(100, 2_000);
        var command = new PutProduct(
            calls.UnkeyedOperation(), product.ProductId, "", "", new Money(price, Terms.Currency), new Money(50, Terms.Currency));
        await Learn(product, $"describes {product.Key}", stop => Product(product).Put(command, Caller.Operator, stop), price);
    }

    private async Task ChangePrice(ProductKnowledge product)
    {
        var price = random.Between(100, 2_000);
        var command = new SetProductPrice(calls.UnkeyedOperation(), new Money(price, Terms.Currency));
        await Learn(product, $"prices {product.Key}", stop => Product(product).SetPrice(command, Caller.Operator, stop), price);
    }

    private async Task Withdraw(ProductKnowledge product)
    {
        var command = new WithdrawProduct(calls.UnkeyedOperation());
        await Learn(product, $"withdraws {product.Key}", stop => Product(product).Withdraw(command, Caller.Operator, stop), null);
    }

    private async Task Learn(ProductKnowledge product, string what, Func<CancellationToken, Task<Result<Product>>> call, long? price)
    {
        var asked = calls.Now;
        var response = await calls.Call($"{id} {what}", call);
        if (!response.IsKnown || response is { IsRepeat: true, Value.Accepted: false })
        {
            if (price is not null)
                product.NoteMaybePriced(calls.Now);
        }
        else if (response.Value!.Accepted)
        {
            shop.Model.Saw(product.Name, response.Value.Value.Version, 0);
            if (price is { } known)
                product.NotePriced(known, asked);
        }
    }

    private async Task Restock(ProductKnowledge product)
    {
        var delta = random.Chance(0.7) ? random.Between(1, 10) : -random.Between(1, 3);
        var command = new AdjustStock(NextOperation(), delta);
        var response = await calls.Call($"{id} adjusts {product.Key} by {delta}", stop => Stock(product).Adjust(command, Caller.Operator, stop));
        if (!response.IsKnown || response is { IsRepeat: true, Value.Accepted: false })
            product.Unknown.Add(delta);
        else if (response.Value!.Accepted && delta > 0)
            product.Received += delta;
        else if (response.Value.Accepted)
            product.WrittenOff -= delta;
    }

    private async Task Ship()
    {
        var listed = await calls.Call($"{id} lists orders", stop => Ledger.List(null, 20, null, Caller.Operator, stop));
        if (listed.Value is not { Items.Length: > 0 } page)
            return;
        var entry = random.Pick(page.Items.ToArray());
        foreach (var checkout in shop.Model.Checkouts.Where(checkout => checkout.OrderId == entry.OrderId))
            checkout.ShipAsked = true;
        var shipment = calls.Grains.GetGrain<IShipmentGrain>(entry.OrderId);
        var operation = NextOperation();
        var command = new ShipPackage(operation, id, "carrier", operation);
        var shipped = await calls.Call($"{id} ships {entry.OrderId}", stop => shipment.Ship(command, Caller.Operator, stop));
        if (shipped is { IsKnown: true, Value.Accepted: true } && random.Chance(0.5))
            await calls.Call(
                $"{id} delivers {entry.OrderId}", stop => shipment.Deliver(new DeliverPackage(operation + "d", id), Caller.Operator, stop));
    }

    private async Task Read(ProductKnowledge product)
    {
        await shop.ReadStock(id, calls, product);
        await shop.ReadProduct(id, calls, product);
        await calls.Call($"{id} looks at the dashboard", stop => Ledger.GetDashboard(Caller.Operator, stop));
    }
}
