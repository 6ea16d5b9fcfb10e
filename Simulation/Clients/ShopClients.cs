using OrleansMicro.Catalog;
using OrleansMicro.Orders;
using OrleansMicro.Simulation.Shop;
using OrleansMicro.Stock;

namespace OrleansMicro.Simulation.Clients;

/// <summary>All users of the shop, and their common knowledge.</summary>
internal sealed class ShopClients
{
    private const int Stormers = 8;
    private readonly List<Customer> _customers = [];
    private readonly List<Seller> _sellers = [];
    private readonly List<ClientCalls> _apis;
    private readonly ShopWorld _shop;
    private int _busy;
    private int _lastStormer;

    public ShopClients(ShopPlan plan, ShopWorld shop)
    {
        Plan = plan;
        _shop = shop;
        Broken = new Broken(shop.Simulator);
        Model = new Model(shop.Simulator, Broken);
        _apis = [.. World.Clients.Select(client => new ClientCalls(client, World, Broken, plan.CancelRate))];
        for (var s = 1; s <= plan.Sellers; s++)
        {
            for (var p = 1; p <= plan.ProductsPerSeller; p++)
                Model.Products.Add($"s{s}/p{p}", new ProductKnowledge($"s{s}", $"p{p}"));
            _sellers.Add(new Seller($"s{s}", this, Api(s), SimRandom.For(plan.Seed, $"seller{s}")));
        }

        for (var c = 1; c <= plan.Customers; c++)
            _customers.Add(NewCustomer($"c{c}", c));
    }

    public ShopPlan Plan { get; }

    public SimWorld World => _shop.World;

    public Broken Broken { get; }

    public Model Model { get; }

    /// <summary>Whether clients still start new work.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether all started work has ended.</summary>
    public bool IsQuiet => _busy == 0;

    public ClientCalls Api(int number) => _apis[number % _apis.Count];

    /// <summary>Sellers open their shops.</summary>
    public void Prepare()
    {
        foreach (var (index, seller) in _sellers.Index())
            Begin(index + 1, seller.Open);
    }

    /// <summary>All clients start to work.</summary>
    public void Open()
    {
        IsOpen = true;
        foreach (var (index, seller) in _sellers.Index())
            Begin(index + 1, seller.Live);
        foreach (var (index, customer) in _customers.Index())
            Begin(index + 1, customer.Live);
        foreach (var (index, api) in _apis.Index())
            Begin(index, new Watcher($"watcher{index}", this, api).Live);
        if (Plan.Hammers)
            Begin(1, StormAgainAndAgain);
        if (Plan.Imports)
            Begin(0, new Importer("importer", this, Api(0), SimRandom.For(Plan.Seed, "importer")).Live);
    }

    /// <summary>No client starts new work from now on.</summary>
    public void Close() => IsOpen = false;

    /// <summary>A product. The first one is the most wanted.</summary>
    public ProductKnowledge AnyProduct(SimRandom random) =>
        random.Chance(0.5) ? Model.Products.Values.First() : random.Pick(Model.Products.Values.ToList());

    /// <summary>Runs work on the process of an API and counts it until it ends.</summary>
    public void Begin(int api, Func<Task> work)
    {
        _busy++;
        World.Clients[api % _apis.Count].Process.Run(() => _ = Run(work));
    }

    /// <summary>A customer was shown an order.</summary>
    public void Learn(CheckoutKnowledge checkout, Order order, long floor = 0)
    {
        Broken.Check(9, order.CustomerId == checkout.Customer, () => $"{checkout.Customer} was shown an order of {order.CustomerId}.");
        Model.Saw(checkout.OrderId, order.Version, floor);
        if (checkout.Order is not { } known || order.Version >= known.Version)
            checkout.Order = order;
    }

    /// <summary>
    /// Reads the stock of a product. Its books are right at any time, and no version is older than one that was shown before the read
    /// began.
    /// </summary>
    public async Task ReadStock(string who, ClientCalls calls, ProductKnowledge product, TimeSpan? retryFor = null)
    {
        var what = $"stock {product.Key}";
        var floor = Model.Floor(what);
        var response = await calls.Call(
            $"{who} looks at the {what}", stop => calls.Grains.GetGrain<IStockGrain>(product.Key).Get(Caller.Operator, stop), retryFor);
        if (!response.IsKnown)
            return;
        Model.Saw(what, response.Value?.Version ?? 0, floor);
        if (response.Value is { } level)
            CheckBooks(level);
    }

    /// <summary>Reads a product. No version is older than one that was shown before the read began.</summary>
    public async Task ReadProduct(string who, ClientCalls calls, ProductKnowledge product, TimeSpan? retryFor = null)
    {
        var what = product.Name;
        var floor = Model.Floor(what);
        var response = await calls.Call(
            $"{who} looks at the {what}", stop => calls.Grains.GetGrain<IProductGrain>(product.Key).Get(Caller.Operator, stop), retryFor);
        if (response.IsKnown)
            Model.Saw(what, response.Value?.Version ?? 0, floor);
    }

    private void CheckBooks(StockLevel level)
    {
        Broken.Check(1, level.Reserved >= 0 && level.OnHand >= level.Reserved, () => $"stock {level}");
        Broken.Check(2, level.Received == level.OnHand + level.Sold + level.WrittenOff, () => $"stock {level}");
    }

    private Customer NewCustomer(string id, int api)
    {
        Model.Customers.Add(id);
        return new Customer(id, this, Api(api), SimRandom.For(Plan.Seed, id));
    }

    private async Task Run(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            World.Simulator.Fail($"A client failed: {exception}");
        }
        finally
        {
            _busy--;
        }
    }

    private async Task StormAgainAndAgain()
    {
        var random = SimRandom.For(Plan.Seed, "storm");
        while (IsOpen)
        {
            await Task.Delay(random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8)), Api(1).Clock);
            if (!IsOpen)
                return;
            World.Faults.Counts.Note("ClientsHammered");
            var product = AnyProduct(random);
            for (var i = 0; i < Stormers; i++)
            {
                var stormer = NewCustomer($"g{++_lastStormer}", i);
                Begin(i, () => stormer.Storm(product));
            }
        }
    }
}
