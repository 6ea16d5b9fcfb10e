using System.Globalization;
using OrleansMicro.Customers;

namespace OrleansMicro.Silo.Seed;

/// <summary>Customers and their lists of orders.</summary>
internal sealed class SeedCustomers
{
    private readonly SeedFile _file;
    private readonly SeedCustomer[] _customers;

    public SeedCustomers(SeedFile file, SeedOptions options, DateTimeOffset at)
    {
        (_file, _customers) = (file, new SeedCustomer[options.Customers]);
        for (var i = 0; i < _customers.Length; i++)
            _customers[i] = SeedCustomer.Create(i, at);
    }

    public SeedCustomer this[int index] => _customers[index];

    /// <summary>Adds an order to the list of its customer.</summary>
    public void AddOrder(SeedCustomer customer, string orderId, DateTimeOffset placedAt)
    {
        var state = CustomerRules.AddOrder(customer.State, orderId, placedAt);
        var orders = SeedPages.Archive(_file, $"orders/{customer.Id}", state.Orders, state.NewestPlacedAt, placedAt);
        customer.State = state with { Orders = orders };
    }

    /// <summary>Writes all customers.</summary>
    public void Write(CommandProgress progress)
    {
        foreach (var customer in _customers)
        {
            _file.Write("customer", customer.Id, "customer", customer.State);
            progress.Advance(1);
        }
    }
}

/// <summary>A customer and the orders so far.</summary>
internal sealed class SeedCustomer(string id, Address home, CustomerState state)
{
    public string Id => id;

    public Address Home => home;

    public CustomerState State { get; set; } = state;

    public static SeedCustomer Create(int number, DateTimeOffset at)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"seed-c{number}");
        var name = string.Create(CultureInfo.InvariantCulture, $"Customer {number}");
        var street = string.Create(CultureInfo.InvariantCulture, $"{1 + (number % 400)} High Street");
        var home = new Address(name, street, null, "Leeds", "LS1 1AA", "GB");
        var command = new PutCustomer(OperationId.CreateUnkeyed(2, number + 1), name, null, [home]);
        return new SeedCustomer(id, home, CustomerRules.Put(new CustomerState(), command, id, at).State);
    }
}
