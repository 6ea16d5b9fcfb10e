using System.Globalization;
using OrleansMicro.Catalog;
using OrleansMicro.Orders;
using OrleansMicro.Sellers;
using OrleansMicro.Stock;

namespace OrleansMicro.Silo.Seed;

/// <summary>Sellers, products and stock.</summary>
internal sealed class SeedCatalog
{
    private const int UnitsReceived = 10_000_000;
    private static readonly TimeSpan ReservationLifetime = TimeSpan.FromMinutes(10);
    private readonly SeedFile _file;
    private readonly SellerState[] _sellers;
    private readonly List<SeedProduct> _products;
    private readonly DateTimeOffset _at;
    private int _commands;

    public SeedCatalog(SeedFile file, SeedOptions options, DateTimeOffset at)
    {
        (_file, _at) = (file, at);
        _sellers = new SellerState[options.Sellers];
        _products = new List<SeedProduct>(options.Products);
        for (var i = 0; i < _sellers.Length; i++)
        {
            var command = new PutSeller(Operation(), string.Create(CultureInfo.InvariantCulture, $"Seller {i}"), null);
            _sellers[i] = SellerRules.Put(new SellerState(), command, IdOf(i), at).State;
        }
    }

    public SeedProduct this[int index] => _products[index];

    /// <summary>Adds a product of a seller, with stock for all orders, and writes it.</summary>
    public void AddProduct(int number, int seller)
    {
        var product = new SeedProduct(IdOf(seller), string.Create(CultureInfo.InvariantCulture, $"seed-p{number}"));
        var command = new PutProduct(
            Operation(),
            string.Create(CultureInfo.InvariantCulture, $"Product {number}"),
            "A product of a seeded shop.",
            "seed",
            new Money(100 + (number % 9_900), "GBP"),
            new Money(number % 3 * 50, "GBP"));
        var state = ProductRules.Put(new ProductState(), command, product.SellerId, product.ProductId, _at).State;
        var list = $"products/{product.SellerId}";
        var (products, _) = SellerRules.AddProduct(_sellers[seller], product.ProductId);
        _sellers[seller] = products with { Products = SeedPages.Archive(_file, list, products.Products, newest: null, _at) };
        product.Put(state.Product!, StockTaking.Count(product.Stock, new CountStock(Operation(), UnitsReceived), product.At(_at)).State);
        _file.Write("product", product.Key, "product", state);
        _products.Add(product);
    }

    /// <summary>Sells the lines of an order.</summary>
    public static void Sell(SeedProduct product, int units, OrderToken order, DateTimeOffset at)
    {
        var here = product.At(at);
        var reserved = StockRules.Reserve(product.Stock, new ReserveStock(order.OrderId, units, ReservationLifetime, order.Token), here);
        var confirmed = StockRules.Confirm(reserved.State, order, here);
        if (!reserved.Result.Accepted || !confirmed.Result.Accepted)
            throw new InvalidOperationException($"Product {product.Key} could not be sold.");
        product.Stock = StockRules.Forget(confirmed.State, new EndOrder(order.OrderId, order.Token, Fence: false));
    }

    /// <summary>Writes stock and sellers.</summary>
    public void Write(CommandProgress progress)
    {
        foreach (var product in _products)
        {
            _file.Write("stock", product.Key, "stock", product.Stock);
            progress.Advance(1);
        }

        for (var i = 0; i < _sellers.Length; i++)
        {
            _file.Write("seller", IdOf(i), "seller", _sellers[i]);
            progress.Advance(1);
        }
    }

    private string Operation() => OperationId.CreateUnkeyed(1, ++_commands);

    private static string IdOf(int seller) => string.Create(CultureInfo.InvariantCulture, $"seed-s{seller}");
}

/// <summary>A product, and its stock so far.</summary>
internal sealed class SeedProduct(string sellerId, string productId)
{
    public string SellerId => sellerId;

    public string ProductId => productId;

    public string Key { get; } = Ids.ProductKey(sellerId, productId);

    public StockState Stock { get; set; } = new();

    private Product Product { get; set; } = null!;

    public void Put(Product product, StockState stock) => (Product, Stock) = (product, stock);

    public OrderLine Line(int units) => new(sellerId, productId, Product.Name, units, Product.Price, Product.Freight);

    public StockContext At(DateTimeOffset time) => new(sellerId, productId, time.ToUnixTimeMilliseconds());
}
