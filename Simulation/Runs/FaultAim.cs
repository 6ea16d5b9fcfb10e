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
    public static readonly string[] WhileOrdersWait = ["Provider.Authorise", "Provider.Refund"];

    /// <summary>The row of an order is about to be written for the first time.</summary>
    public const string Placement = "IOrderGrain.Place";

    /// <summary>The silo has an activation that the client can read.</summary>
    public static readonly string[] AtReads = ["IStockGrain.Get", "IProductGrain.Get", "IOrderGrain.Get"];

    /// <summary>A row is about to be written that a command to another grain follows from.</summary>
    public static readonly string[] BeforeWrites =
    [
        "ICartGrain.Checkout", Placement, "IOrderGrain.Cancel", "IStockGrain.Confirm", "Provider.Capture", "ISellerLedgerGrain.Enter",
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
        world.OnRequest = Meet;
    }

    /// <summary>Strikes at the next call of one of some kinds. The client is the one that makes the call, or any.</summary>
    /// <param name="moments">The kinds of calls, of which one is drawn.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="atOnce">Whether it strikes before the call does anything, or a few milliseconds later.</param>
    public void At(string[] moments, Action<SimSilo, SimClient> fault, bool atOnce = false) => _next = (_random.Pick(moments), fault, atOnce);

    private void Meet(SimActivation activation, SimMessage message)
    {
        var request = (IInvokable)message.Body;
        if (IsMoment($"{request.GetInterfaceType().Name}.{request.GetMethodName()}"))
            Strike(activation.Address.SiloAddress!, message.Origin, $"{activation.GrainId}");
    }

    private void Meet(SimProcess process, string action, string order)
    {
        if (IsMoment($"Provider.{action}") && _world.Silos.Find(silo => silo.Process == process)?.Address is { } address)
            Strike(address, null, order);
    }

    private bool IsMoment(string moment) => _next?.Moment == moment && _world.Faults.IsOn;

    private void Strike(SiloAddress address, SiloAddress? origin, string target)
    {
        var next = _next!.Value;
        _next = null;
        var silo = _world.Silos.Find(silo => silo.IsReady && silo.Address == address);
        if (silo is null)
            return;
        var process = silo.Process;
        var client = _world.Clients.Find(client => client.Address == origin) ?? _random.Pick(_world.Clients);
        FaultActions.Note(_world.Simulator, $"the next fault is aimed at {next.Moment} of {target}");
        var delay = _random.Pick(LongestDelays) * _random.Unit();
        if (next.AtOnce || delay == TimeSpan.Zero)
            next.Fault(silo, client);
        else
            _world.Simulator.After(delay, () => StrikeLater());

        void StrikeLater()
        {
            if (_world.Faults.IsOn && silo.IsReady && silo.Process == process)
                next.Fault(silo, client);
        }
    }
}
