using System.Globalization;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Shipments;
using OrleansMicro.Stock;

namespace OrleansMicro.Silo.Seed;

/// <summary>An order that takes every step at once, as one whose participants all answer. The rules of the grains make its states.</summary>
internal sealed class SeedOrder(SeedCustomer customer, int number, DateTimeOffset placedAt)
{
    private const string PaymentMethod = "tok_ok";
    private static readonly TimeSpan StepTime = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private OrderState _order = new();
    private PaymentState _payment = new();
    private AcquirerState _books = new();
    private ShipmentState _shipment = new();
    private DateTimeOffset _now = placedAt;

    public string Id { get; } = Ids.OrderId(customer.Id, string.Create(CultureInfo.InvariantCulture, $"seed-{number}"));

    public DateTimeOffset PlacedAt { get; } = placedAt;

    /// <summary>Places the order, sells its lines, and takes the money.</summary>
    public void Buy(List<(SeedProduct Product, int Units)> lines)
    {
        var terms = new OrderTerms("seed", PaymentMethod, customer.Home) { CartVersions = "*" };
        var command = new PlaceOrder(customer.Id, terms, [.. lines.Select(static line => line.Product.Line(line.Units))]);
        var placed = OrderRules.Place(Id, command, PlacedAt);
        if (!placed.Accepted)
            throw new InvalidOperationException($"Order {Id} was refused: {placed.Refusal.Message}");
        _order = Written(placed.Value);
        Happen(new CheckoutEvent.Reserved([.. new string?[lines.Count]]));
        Call(PaymentRules.Authorise(_payment, new AuthorisePayment(_order.Total, PaymentMethod)));
        Happen(new CheckoutEvent.Authorised(_payment.Reference));
        foreach (var (product, units) in lines)
            SeedCatalog.Sell(product, units, new OrderToken(Id, _order.Token), _now);
        Happen(new CheckoutEvent.Confirmed());
        Call(PaymentRules.Capture(_payment, new CapturePayment(_order.Total, PaymentMethod, _order.HoldReference)));
        Happen(new CheckoutEvent.Captured());
    }

    /// <summary>Enters the order into the ledgers, and creates its packages.</summary>
    public void Finish(SeedLedgers ledgers)
    {
        var packages = OrderRules.Packages(_order.Lines);
        var slots = packages.Select(package => ledgers.Enter(package.SellerId, ShipmentRules.CreateEntry(Id, package, PlacedAt)));
        _shipment = ShipmentRules.Create(new CreateShipment(customer.Id, customer.Home, PlacedAt, packages), [.. slots]);
        Happen(new CheckoutEvent.Finished());
    }

    /// <summary>Ships all packages a day later, and delivers them after one more.</summary>
    public void Ship(SeedLedgers ledgers, bool deliver)
    {
        _now = PlacedAt + TimeSpan.FromDays(1);
        foreach (var package in _shipment.Packages)
            Move(ShipmentRules.Ship(_shipment, new ShipPackage($"ship-{package.SellerId}", package.SellerId, "Royal Mail", Id[..12]), _now));
        if (deliver)
        {
            _now += TimeSpan.FromDays(1);
            foreach (var package in _shipment.Packages)
                Move(ShipmentRules.Deliver(_shipment, new DeliverPackage($"deliver-{package.SellerId}", package.SellerId), _now));
        }

        for (var i = 0; i < _shipment.Packages.Length; i++)
        {
            var package = _shipment.Packages[i];
            ledgers.Update(package.SellerId, _shipment.Slots[i], Id, ShipmentRules.ToLedgerStatus(package.Status));
        }
    }

    /// <summary>Writes the order's row and the acquirer's.</summary>
    public void Write(SeedFile file)
    {
        file.Write("order", Id, "order", _order with { Payment = _payment, Shipment = _shipment });
        file.Write("simulatedacquirer", Id, "acquirer", _books);
    }

    private void Happen(CheckoutEvent happened)
    {
        _now += StepTime;
        var after = CheckoutStateMachine.Apply(_order, happened, _now, Deadline);
        _order = CheckoutStateMachine.RequiresWrite(_order, after) ? Written(after) : after;
    }

    private OrderState Written(OrderState order) => WithToken(order with { Version = order.Version + 1 });

    private OrderState WithToken(OrderState order) => order with { Token = Math.Max(_now.ToUnixTimeMilliseconds(), order.Token + 1) };

    private void Call(PaymentDecision decision)
    {
        var (payment, action) = (decision.Next with { Attempts = decision.Next.Attempts + 1 }, decision.Action!.Value);
        var request = PaymentRules.Request(Id, payment, action);
        var asked = new AcquirerRequest(
            request.IdempotencyKey, SimulatedPaymentProvider.KindOf(action), request.Amount, request.Method, request.Reference);
        (_books, var answer) = AcquirerRules.Execute(_books, asked, declines: false);
        _payment = PaymentRules.Answered(payment, action, new ProviderAnswer(answer.Approved, answer.Reference, answer.DeclineReason));
    }

    private void Move(Result<ShipmentState> moved)
    {
        if (!moved.Accepted)
            throw new InvalidOperationException($"Order {Id} was not shipped: {moved.Refusal.Message}");
        _shipment = moved.Value;
        _order = WithToken(_order);
    }
}
