using OrleansMicro.Payments;
using OrleansMicro.Shipments;

namespace OrleansMicro.Orders;

/// <summary>
/// The row of an order. Its payment and its shipment are parts of it, so one write keeps all three. See
/// docs/decisions/0026-keep-payment-and-shipment-in-the-row-of-the-order.md.
/// </summary>
internal sealed class OrderRow
{
    private static readonly EarlierParts NoParts = new(new PaymentState(), new ShipmentState());
    private readonly CommittedState<OrderState> _disk;
    private readonly TimeProvider _clock;
    private readonly Func<Task<EarlierParts>> _readEarlier;
    private EarlierParts? _earlier;

    /// <param name="disk">The row.</param>
    /// <param name="clock">Gives the tokens.</param>
    /// <param name="readEarlier">Reads the parts of an order of an earlier version, which have rows of their own.</param>
    public OrderRow(CommittedState<OrderState> disk, TimeProvider clock, Func<Task<EarlierParts>> readEarlier)
    {
        (_disk, _clock, _readEarlier) = (disk, clock, readEarlier);
        Payment = new RowPart<OrderState, PaymentState>(disk, state => state.Payment ?? Earlier.Payment, WriteParts);
        Shipment = new RowPart<OrderState, ShipmentState>(disk, state => state.Shipment ?? Earlier.Shipment, WriteParts);
    }

    /// <summary>The order as it was on disk at the last look.</summary>
    public OrderState State => _disk.State;

    /// <summary>See <see cref="CommittedState{TState}.WroteLast"/>.</summary>
    public bool WroteLast => _disk.WroteLast;

    /// <summary>See <see cref="PartState{TState}.Basis"/>.</summary>
    public int Basis => _disk.Replacements;

    /// <summary>See <see cref="CommittedState{TState}.IsSuperseded"/>.</summary>
    public bool IsSuperseded => _disk.IsSuperseded;

    public RowPart<OrderState, PaymentState> Payment { get; }

    public RowPart<OrderState, ShipmentState> Shipment { get; }

    private EarlierParts Earlier => _earlier ?? NoParts;

    private bool LacksParts => State.Step != OrderStep.None && State.Payment is null && _earlier is null;

    /// <summary>See <see cref="CommittedState{TState}.Read"/>.</summary>
    public ValueTask<OrderState> Read()
    {
        var read = _disk.Read();
        return read.IsCompletedSuccessfully && !LacksParts ? read : WithParts(read.AsTask());
    }

    /// <summary>See <see cref="CommittedState{TState}.ReadNow"/>.</summary>
    public async Task<OrderState> ReadNow() => await WithParts(_disk.ReadNow());

    /// <summary>Writes an order that is placed or ruled out, as it is.</summary>
    public Task Write(OrderState next) => _disk.Write(Basis, _ => next);

    /// <summary>
    /// Writes a change of the order, with the latest of its parts and with a new token: from then on, every other activation of the order fails at
    /// its next write, and its calls carry an older token.
    /// </summary>
    /// <param name="basis">The <see cref="Basis"/> of what the change is made of.</param>
    /// <param name="change">The change. It gets the order as it is on disk by then.</param>
    /// <param name="contested">Whether commands with an older token may still be under way.</param>
    /// <param name="settledUntil">The new token must be greater than this.</param>
    public async Task Write(int basis, Func<OrderState, OrderState> change, bool contested = false, long settledUntil = 0)
    {
        // A row that was found after a failed write may be one of an earlier version.
        if (LacksParts)
            _earlier = await _readEarlier();
        await _disk.Write(basis, now => Next(now, change, contested, settledUntil));
    }

    private OrderState Next(OrderState now, Func<OrderState, OrderState> change, bool contested, long settledUntil)
    {
        var next = change(now);
        return next with
        {
            Token = Math.Max(_clock.GetUtcNow().ToUnixTimeMilliseconds(), Math.Max(now.Token, settledUntil) + 1),

            // Another activation that wrote before may still have calls under way.
            Contested = contested || next.Contested || now.Contested || !WroteLast,
            Payment = Payment.Latest.Value,
            Shipment = Shipment.Latest.Value,
        };
    }

    private Task WriteParts(int basis) => Write(basis, static now => now);

    private async ValueTask<OrderState> WithParts(Task<OrderState> read)
    {
        await read;
        if (LacksParts)
            _earlier = await _readEarlier();
        return State;
    }
}

/// <summary>The payment and the shipment of an order that an earlier version wrote, from their own rows. They are not written again.</summary>
internal sealed record EarlierParts(PaymentState Payment, ShipmentState Shipment)
{
    /// <summary>Reads the rows.</summary>
    public static async Task<EarlierParts> Read(GrainStates states, string orderId)
    {
        var payment = states.Open<PaymentState>("payment", GrainId.Create("payment", orderId));
        var shipment = states.Open<ShipmentState>("shipment", GrainId.Create("shipment", orderId));
        await Task.WhenAll(payment.ReadStateAsync(), shipment.ReadStateAsync());
        return new EarlierParts(payment.State, shipment.State);
    }
}
