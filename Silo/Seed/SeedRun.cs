namespace OrleansMicro.Silo.Seed;

/// <summary>
/// Writes a shop whose orders were placed one after the other within a year. A few products, sellers and customers have far more orders than the
/// others. Everything follows from <see cref="SeedOptions.Number"/>.
/// </summary>
internal sealed class SeedRun(SeedFile file, SeedOptions options, CommandProgress progress)
{
    private const int MaxLines = 5;
    private const int MaxUnits = 3;
    private static readonly DateTimeOffset Opened = new(2025, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private readonly Random _random = new(options.Number);

    public void Write()
    {
        var catalog = new SeedCatalog(file, options, Opened);
        progress.Begin("products", options.Products);
        for (var i = 0; i < options.Products; i++)
        {
            catalog.AddProduct(i, Skewed(options.Sellers));
            progress.Advance(1);
        }

        var customers = new SeedCustomers(file, options, Opened);
        var ledgers = new SeedLedgers(file);
        WriteOrders(catalog, customers, ledgers);
        progress.Begin("stock, sellers, customers", options.Products + (2L * options.Sellers) + options.Customers);
        catalog.Write(progress);
        ledgers.Write(progress);
        customers.Write(progress);
        progress.End();
    }

    private void WriteOrders(SeedCatalog catalog, SeedCustomers customers, SeedLedgers ledgers)
    {
        progress.Begin("orders", options.Orders);
        for (var i = 0; i < options.Orders; i++)
        {
            var customer = customers[Skewed(options.Customers)];
            var order = new SeedOrder(customer, i, Opened + (Year * ((i + 1.0) / options.Orders)));
            order.Buy(ChooseLines(catalog));
            customers.AddOrder(customer, order.Id, order.PlacedAt);
            order.Finish(ledgers);
            var (shipped, delivered) = ChooseStatus();
            if (shipped)
                order.Ship(ledgers, delivered);
            order.Write(file);
            progress.Advance(1);
        }
    }

    private List<(SeedProduct Product, int Units)> ChooseLines(SeedCatalog catalog)
    {
        var lines = new List<(SeedProduct Product, int Units)>();
        for (var left = _random.Next(1, MaxLines + 1); left > 0; left--)
        {
            var product = catalog[Skewed(options.Products)];
            if (lines.TrueForAll(line => line.Product != product))
                lines.Add((product, _random.Next(1, MaxUnits + 1)));
        }

        return lines;
    }

    private (bool Shipped, bool Delivered) ChooseStatus() => _random.Next(100) switch
    {
        < 5 => (false, false),
        < 15 => (true, false),
        _ => (true, true),
    };

    // The first one is chosen about as often as the square root of their number: of 100,000 products, once in 316 times.
    private int Skewed(int count)
    {
        var chance = _random.NextDouble();
        return (int)(chance * chance * count);
    }
}
