using OrleansMicro.Carts;
using OrleansMicro.Stock;

namespace OrleansMicro.Simulation.Clients;

/// <summary>
/// An integration: changes stock, and fills a cart of its own, in many small requests under keys. Later it sends some
/// of them again, after many others. Each key takes effect once.
/// </summary>
internal sealed class Importer(string id, ShopClients shop, ClientCalls calls, SimRandom random)
{
    /// <summary>More than a grain of earlier versions remembered, so that the first one of a batch would be forgotten.</summary>
    private const int BatchSize = 36;

    private readonly List<StockChange> _changes = [];
    private readonly List<PutCartLine> _adds = [];
    private readonly HashSet<string> _added = [];
    private int _operations;

    private ICartGrain Cart => calls.Grains.GetGrain<ICartGrain>(id);

    /// <summary>Works until the shop closes.</summary>
    public async Task Live()
    {
        var wanted = shop.Model.Products.Values.First();
        while (shop.IsOpen)
        {
            await Task.Delay(random.Between(TimeSpan.Zero, TimeSpan.FromSeconds(6)), calls.Clock);
            if (!shop.IsOpen)
                return;
            shop.World.Faults.Counts.Note("ClientImported");
            var product = random.Chance(0.7) ? wanted : shop.AnyProduct(random);
            if (random.Chance(0.7))
                await ImportStock(product);
            else
                await ImportCart(wanted);
        }
    }

    private string NextKey() => $"{id}-{++_operations}";

    private async Task ImportStock(ProductKnowledge product)
    {
        var batch = new List<StockChange>();
        for (var i = 0; i < BatchSize; i++)
            batch.Add(new StockChange(product, new AdjustStock(NextKey(), random.Chance(0.8) ? 1 : -1)));
        _changes.AddRange(batch);
        await Task.WhenAll(batch.Select(Send));

        // The first ones of this batch, and some from any time before.
        await Task.WhenAll(batch.Take(3).Append(random.Pick(_changes)).Distinct().Select(Send));
    }

    private async Task Send(StockChange change)
    {
        var (product, delta) = (change.Product, change.Command.Delta);
        var response = await calls.Call(
            $"{id} adjusts {product.Key} by {delta}",
            stop => calls.Grains.GetGrain<IStockGrain>(product.Key).Adjust(change.Command, Caller.Operator, stop));
        if (!response.IsKnown || response is { IsRepeat: true, Value.Accepted: false })
        {
            // The same key once more does not make it two changes.
            if (!change.IsAccepted && !change.IsUnknown)
                product.Unknown.Add(delta);
            change.IsUnknown = !change.IsAccepted;
            return;
        }

        if (!response.Value!.Accepted || change.IsAccepted)
        {
            shop.Broken.Check(6, !change.IsAccepted || response.Value.Accepted, () =>
                $"{change.Command} was accepted, and a repeat was refused: {response.Value.Refusal}");
            return;
        }

        if (change.IsUnknown)
            product.Unknown.Remove(delta);
        (change.IsAccepted, change.IsUnknown) = (true, false);
        product.Received += Math.Max(delta, 0);
        product.WrittenOff += Math.Max(-delta, 0);
    }

    private async Task ImportCart(ProductKnowledge product)
    {
        var batch = new List<PutCartLine>();
        for (var i = 0; i < BatchSize; i++)
            batch.Add(new PutCartLine(NextKey(), product.SellerId, product.ProductId, 1, Add: true));
        _adds.AddRange(batch);
        await Task.WhenAll(batch.Select(Add));
        await Task.WhenAll(batch.Take(3).Append(random.Pick(_adds)).Distinct().Select(Add));
        var response = await calls.Call($"{id} looks at the cart", stop => Cart.Get(Caller.Operator, stop));
        if (response.Value is not { } cart)
            return;
        var units = cart.Lines.Sum(static line => line.Quantity);
        shop.Broken.Check(6, units >= _added.Count && units <= _adds.Count, () =>
            $"the cart of {id} has {units} units; of {_adds.Count} keys, each for one unit, {_added.Count} were accepted.");
    }

    private async Task Add(PutCartLine command)
    {
        var response = await calls.Call($"{id} adds {command.ProductId}", stop => Cart.PutLine(command, Caller.Operator, stop));
        if (response is { IsKnown: true, Value.Accepted: true })
            _added.Add(command.OperationId);
    }

    private sealed class StockChange(ProductKnowledge product, AdjustStock command)
    {
        public ProductKnowledge Product => product;

        public AdjustStock Command => command;

        public bool IsAccepted { get; set; }

        /// <summary>Whether an attempt had no answer, and none was accepted.</summary>
        public bool IsUnknown { get; set; }
    }
}
