using OrleansMicro.Carts;
using OrleansMicro.Orders;
using OrleansMicro.Simulation.Shop;

namespace OrleansMicro.Simulation.Clients;

/// <summary>A customer: fills a cart, buys, repeats requests, cancels, removes lines, and sometimes does not wait for the answer.</summary>
internal sealed class Customer(string id, ShopClients shop, ClientCalls calls, SimRandom random)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WatchFor = TimeSpan.FromSeconds(20);

    private readonly List<CheckoutKnowledge> _checkouts = [];
    private readonly PendingOrderCheck _pending = new(id, shop.Broken, calls);
    private readonly CartKnowledge _cart = new(id, calls.Clock, shop.Broken);
    private int _keys;

    private ICartGrain Cart => calls.Grains.GetGrain<ICartGrain>(id);

    /// <summary>Shops until the shop closes.</summary>
    public async Task Live()
    {
        while (shop.IsOpen)
        {
            await Task.Delay(random.Between(TimeSpan.Zero, shop.Plan.Thinking), calls.Clock);
            if (!shop.IsOpen)
                return;
            await (random.Below(100) switch
            {
                < 35 => Put(),
                < 65 => Buy(),
                < 73 => Repeat(),
                < 82 => Cancel(),
                < 88 => ChangeMind(),
                < 94 => Read(),
                _ => SendInvalidCommand(),
            });
        }
    }

    /// <summary>Buys one unit of a product, without thinking.</summary>
    public async Task Storm(ProductKnowledge product)
    {
        await Put(product, 1);
        await Buy();
    }

    private string NextKey() => $"{id}-{++_keys}";

    private async Task Put()
    {
        var product = shop.AnyProduct(random);
        await shop.ReadStock(id, calls, product);
        await Put(product, random.Between(1, 3));
    }

    private async Task Put(ProductKnowledge product, int quantity)
    {
        var (adds, floor) = (random.Chance(0.4), shop.Model.Floor(product.Name));
        var command = new PutCartLine(adds ? NextKey() : calls.UnkeyedOperation(), product.SellerId, product.ProductId, quantity, adds);
        var response = await calls.Call($"{id} puts {quantity} {product.Key}", stop => Cart.PutLine(command, Caller.Operator, stop));
        if (!response.IsKnown || response is { IsRepeat: true, Value.Accepted: false })
        {
            _cart.Forget();
            return;
        }

        if (response.Value is not { Accepted: true, Value: var change })
            return;
        _cart.Put(product.Key, quantity, adds, change.Line?.Quantity);
        if (change.Line is { } line)
            shop.Model.Saw(product.Name, line.ProductVersion, floor);
    }

    private async Task Buy()
    {
        var terms = Terms.Create(random.Chance(0.1) ? Terms.Declined : "tok_ok", random.Chance(0.3));
        var checkout = new CheckoutKnowledge(id, $"key{_checkouts.Count}", terms);
        _checkouts.Add(checkout);
        shop.Model.Checkouts.Add(checkout);
        await Checkout(checkout);
    }

    private async Task Repeat()
    {
        if (_checkouts.Count == 0)
            return;
        var checkout = random.Pick(_checkouts);
        shop.World.Faults.Counts.Note("ClientRepeatedCheckout");
        if (checkout.Order is not null && random.Chance(0.2))
        {
            var other = random.Chance(0.5)
                ? new CheckoutCart(checkout.OrderId, Terms.Create("tok_other", false))
                : new CheckoutCart(checkout.OrderId, checkout.Terms) { Versions = new([1]) };
            var response = await calls.Call($"{id} reuses {checkout.Key}", stop => Cart.Checkout(other, Caller.Operator, stop));
            shop.Broken.Check(10, !response.IsKnown || response.Value!.Refusal?.Code == RefusalCodes.IdempotencyKeyReused, () =>
                $"{id} used the key of {checkout.OrderId} with another body or version and got {response.Value}.");
            return;
        }

        await Checkout(checkout);
    }

    private async Task Checkout(CheckoutKnowledge checkout)
    {
        if (checkout.Order is null)
            checkout.NoteAsking(_cart.Lines);
        var (wasUnsure, waits) = (checkout.IsUnsure, random.Chance(0.5));
        var command = new CheckoutCart(checkout.OrderId, checkout.Terms);
        var response = await calls.Call(
            $"{id} checks out {checkout.Key}",
            stop => waits ? Cart.CheckoutAndWait(command, LongestWait, Caller.Operator, stop) : Cart.Checkout(command, Caller.Operator, stop),
            random.Chance(0.2) ? GiveUp() : null);
        checkout.IsUnsure |= !response.IsKnown || response.IsRepeat;
        if (!response.IsKnown || response is { IsRepeat: true, Value.Accepted: false })
            _cart.Forget();
        if (!response.IsKnown)
        {
            // The cart must not become another one while its order is still being placed.
            if (random.Chance(0.5))
                await Put();
            return;
        }

        if (!response.Value!.Accepted)
        {
            // An accepted order is never refused afterwards.
            shop.Broken.Check(
                6, checkout.Order is null, () => $"order {checkout.OrderId} was accepted, and a repeat was refused: {response.Value.Refusal}");
            if (response.Value.Refusal.Code == RefusalCodes.Busy)
                shop.World.Faults.Counts.Note("ClientRefusedAsBusy");
            if (response.Value.Refusal.Code is RefusalCodes.PriceChanged or RefusalCodes.Withdrawn)
                await Clear();
            return;
        }

        var isNew = checkout.Order is null;
        var result = response.Value.Value;

        // An earlier checkout without an answer can have placed the order. It can have ended long before, and the cart was filled again since.
        var isOld = wasUnsure && result is { Replayed: true, Order.InFlight: false };
        shop.Learn(checkout, result.Order);
        if (isNew)
            CartKnowledge.CheckOrder(checkout, result.Order, shop.Broken);
        else
            _cart.CheckReplay(result);
        await Watch(checkout);
        if (checkout.Order!.InFlight || (isNew && isOld))
            _cart.Forget();
        else if (isNew && checkout.Order.Status != OrderStatus.Rejected)
            _cart.LearnBought(checkout.Order);
    }

    private TimeSpan GiveUp()
    {
        shop.World.Faults.Counts.Note("ClientGaveUp");
        return TimeSpan.FromSeconds(random.Unit());
    }

    private async Task Watch(CheckoutKnowledge checkout)
    {
        var started = calls.Clock.GetTimestamp();
        var grain = calls.Grains.GetGrain<IOrderGrain>(checkout.OrderId);
        while (checkout.Order!.InFlight && calls.Clock.GetElapsedTime(started) < WatchFor)
        {
            var floor = shop.Model.Floor(checkout.OrderId);
            var response = await calls.Call($"{id} waits for {checkout.Key}", stop => grain.WaitForEnd(LongestWait, Caller.Operator, stop));
            if (!response.IsKnown)
                break;
            shop.Broken.Check(6, response.Value is not null, () => $"order {checkout.OrderId} was accepted and is gone.");
            if (response.Value is null)
                return;
            shop.Learn(checkout, response.Value, floor);
            if (calls.Clock.GetElapsedTime(started) > _pending.MaxReadAge)
                await _pending.Check(checkout);
            await Task.Delay(TimeSpan.FromMilliseconds(20), calls.Clock);
        }
    }

    private async Task Cancel()
    {
        if (_checkouts.Where(checkout => checkout.Order is { Status: OrderStatus.Paid, InFlight: false }).ToList() is not { Count: > 0 } paid)
            return;
        var checkout = random.Pick(paid);
        checkout.CancelAsked = true;
        var command = new CancelOrder(NextKey(), "changed my mind");
        var response = await calls.Call(
            $"{id} cancels {checkout.Key}", stop => calls.Grains.GetGrain<IOrderGrain>(checkout.OrderId).Cancel(command, Caller.Operator, stop));
        if (response.IsKnown && response.Value!.Accepted)
        {
            checkout.CancelAccepted = true;
            shop.Learn(checkout, response.Value.Value);
        }
    }

    private async Task ChangeMind()
    {
        shop.World.Faults.Counts.Note("ClientChangedMind");
        if (_cart.Lines is not { Count: > 0 } cart)
        {
            await Clear();
            return;
        }

        var key = random.Pick(cart.Keys.ToList());
        var (seller, product) = Ids.SplitProductKey(key);
        var command = new RemoveCartLine(calls.UnkeyedOperation(), seller, product);
        var response = await calls.Call($"{id} removes {key}", stop => Cart.RemoveLine(command, Caller.Operator, stop));
        if (!response.IsKnown)
            _cart.Forget();
        else if (response.Value!.Accepted)
            _cart.Remove(key);
    }

    private async Task Clear()
    {
        var command = new ClearCart(calls.UnkeyedOperation());
        var response = await calls.Call($"{id} clears the cart", stop => Cart.Clear(command, Caller.Operator, stop));
        if (!response.IsKnown)
            _cart.Forget();
        else if (response.Value!.Accepted)
            _cart.LearnEmpty();
    }

    private async Task Read()
    {
        if (_checkouts.Count > 0)
        {
            var checkout = random.Pick(_checkouts);
            var floor = shop.Model.Floor(checkout.OrderId);
            var response = await calls.Call(
                $"{id} looks at {checkout.Key}", stop => calls.Grains.GetGrain<IOrderGrain>(checkout.OrderId).Get(Caller.Operator, stop));
            shop.Broken.Check(6, !response.IsKnown || response.Value is not null || floor == 0, () =>
                $"order {checkout.OrderId} was accepted and is gone.");
            if (response.Value is { } order)
                shop.Learn(checkout, order, floor);
        }

        var cart = await calls.Call($"{id} looks at the cart", stop => Cart.Get(Caller.Operator, stop));
        if (cart.Value is { } seen)
            _cart.Check(seen);
    }

    private async Task SendInvalidCommand()
    {
        var before = await calls.Call($"{id} looks", stop => Cart.Get(Caller.Operator, stop));
        var command = new PutCartLine(NextKey(), random.Pick(["no seller", "s1", "nobody"]), "nothing", random.Pick([0, -1, 5]));
        var response = await calls.Call($"{id} asks for nonsense", stop => Cart.PutLine(command, Caller.Operator, stop));
        shop.Broken.Check(10, !response.IsKnown || !response.Value!.Accepted, () => $"{command} was accepted.");
        shop.Broken.Check(9, before.Value is null || before.Value.CustomerId == id, () => $"{id} was shown the cart of {before.Value!.CustomerId}.");
    }
}
