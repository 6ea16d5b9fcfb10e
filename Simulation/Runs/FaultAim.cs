using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Runs;

/// <summary>
/// Lets a fault strike a silo when it begins a certain call. A random moment rarely meets the few milliseconds in which a silo has sent a
/// command and not written its outcome.
/// </summary>
internal sealed class FaultAim
{
    /// <summary>
    /// An order has asked its participants, and waits for the payment provider: when the silo is cut off now, the order goes on and asks
    /// them again.
    /// </summary>
    public static readonly string[] WhileOrdersWait = ["IPaymentGrain.Authorise", "IPaymentGrain.Refund"];

    /// <summary>The row of an order is about to be written for the first time.</summary>
    public const string Placement = "IOrderGrain.Place";

    /// <summary>The silo has an activation that the client can read.</summary>
    public static readonly string[] AtReads = ["IStockGrain.Get", "IProductGrain.Get", "IOrderGrain.Get"];

    /// <summary>A row is about to be written that a command to another grain follows from.</summary>
    public static readonly string[] BeforeWrites =
    [
        "ICartGrain.Checkout", Placement, "IOrderGrain.Cancel", "IStockGrain.Confirm", "IPaymentGrain.Capture", "IShipmentGrain.Create",
        "IShipmentGrain.Ship",
    ];

    private static readonly TimeSpan[] LongestDelays = [TimeSpan.Zero, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20)];

    private readonly SimWorld _world;
    private readonly SimRandom _random;
    private (string Moment, Action<SimSilo, SimClient> Fault, bool AtOnce)? _next;

    public FaultAim(SimWorld world, SimRandom random)
    {
        (_world, _random) = (world, random);
        world.OnCall = Meet;
    }

    /// <summary>Strikes at the next call of one of some kinds. The client is the one that makes the call, or any.</summary>
    /// <param name="moments">The kinds of calls, of which one is drawn.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="atOnce">Whether it strikes before the call does anything, or a few milliseconds later.</param>
    public void At(string[] moments, Action<SimSilo, SimClient> fault, bool atOnce = false) => _next = (_random.Pick(moments), fault, atOnce);

    private void Meet(SimActivation activation, SimMessage message)
    {
        var request = (IInvokable)message.Body;
        if (_next is not { } next || !_world.Faults.IsOn || $"{request.GetInterfaceType().Name}.{request.GetMethodName()}" != next.Moment)
            return;
        _next = null;
        var silo = _world.Silos.Find(silo => silo.IsReady && silo.Address == activation.Address.SiloAddress!);
        if (silo is null)
            return;
        var process = silo.Process;
        var client = _world.Clients.Find(client => client.Address == message.Origin) ?? _random.Pick(_world.Clients);
        FaultActions.Note(_world.Simulator, $"the next fault is aimed at {next.Moment} of {activation.GrainId}");
        var delay = _random.Pick(LongestDelays) * _random.Unit();
        if (next.AtOnce || delay == TimeSpan.Zero)
            next.Fault(silo, client);
        else
            _world.Simulator.After(delay, () => Strike());

        void Strike()
        {
            if (_world.Faults.IsOn && silo.IsReady && silo.Process == process)
                next.Fault(silo, client);
        }
    }
}
