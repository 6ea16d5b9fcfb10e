using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Carts;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Sellers;
using OrleansMicro.Stock;

namespace OrleansMicro.Simulation.Mutations;

/// <summary>Bugs in grain methods.</summary>
internal static class CallBugs
{
    public static IEnumerable<(string Name, string What, Func<PlantedBug> Make)> All =>
    [
        Bug("release-not-idempotent", "each repeated release returns one more unit", "IStockGrain.Release", Repeats(static async (context, number) =>
            await Stock(context).Adjust(new AdjustStock($"bug-{Argument<EndOrder>(context).Id[..8]}-{number}", 1), Caller.Operator))),
        Bug("confirm-not-idempotent", "each repeated confirmation sells the units again", "IStockGrain.Confirm", Repeats(SellAgain)),
        Bug("confirm-skipped", "a confirmation is accepted and sells nothing", "IStockGrain.Confirm", Answer(context =>
            (Result<Reservation>)new Reservation(Argument<OrderToken>(context).OrderId, 1, true, default))),
        Bug("return-skipped", "the units of a cancelled order are not returned", "IStockGrain.Return", AnswerAsync(async context =>
            (Result<StockLevel>)(await Stock(context).Get(Caller.Operator))!)),
        Bug("reservation-never-expires", "units are held for a day, so a lost release keeps them reserved", "IStockGrain.Reserve", context =>
        {
            context.Request.SetArgument(0, Argument<ReserveStock>(context) with { Lifetime = TimeSpan.FromDays(1) });
            return context.Invoke();
        }, "IStockGrain.Release", "IStockGrain.Forget"),
        Bug("restock-not-idempotent", "a repeated restock counts twice: its operation id is not remembered", "IStockGrain.Adjust",
            Counting((context, number) =>
            context.Request.SetArgument(0, Argument<AdjustStock>(context) with { OperationId = $"bug-{number}" }))),
        Bug("operation-forgotten", "a product remembers its latest 32 restocks and write-offs only", "IStockGrain.Adjust", Forgetting),
        Bug("cart-adds-twice", "a repeated change of a cart is applied twice", "ICartGrain.PutLine", Counting((context, number) =>
            context.Request.SetArgument(0, Argument<PutCartLine>(context) with { OperationId = $"bug-{number}" }))),
        Bug("checkout-ignores-versions", "the expected versions of a checkout are not part of its identity", "ICartGrain.Checkout", static context =>
        {
            context.Request.SetArgument(0, Argument<CheckoutCart>(context) with { Versions = default });
            return context.Invoke();
        }),
        Bug("replay-ignores-cart", "a repeated checkout never tells that the cart has changed", "ICartGrain.Checkout", static async context =>
        {
            await context.Invoke();
            if (context.Result is Result<CheckoutResult> { Value: { } result })
                context.Result = (Result<CheckoutResult>)(result with { CartChanged = false });
        }),
        Bug("left-out-lines-lost", "a partial order empties the cart, also of the lines that it left out", "ICartGrain.Settle", static context =>
        {
            context.Request.SetArgument(2, ImmutableArray<string>.Empty);
            return context.Invoke();
        }),
        Bug("registration-skipped", "an order is not registered for recovery", "IOrderRecoveryGrain.Register", Answer(static _ => null)),
        Bug("recovery-shard-skipped", "every other recovery shard never becomes active", "IOrderRecoveryGrain.ResumeDue", SkipOddShards,
            "IRemindable.ReceiveReminder"),
        Bug("resume-does-nothing", "recovery treats every order as done", "IOrderGrain.Resume", Answer(static _ => true)),
        Bug("cancel-forgotten", "a cancellation is accepted and not executed", "IOrderGrain.Cancel", AnswerAsync(static async context =>
            (Result<Order>)((await ((IOrderGrain)context.Grain).Get(Caller.Operator))! with { Status = OrderStatus.Cancelled }))),
        Bug("ledger-entered-twice", "a repeated entry into a seller's ledger is added twice", "ISellerLedgerGrain.Enter",
            Repeats(static async (context, number) =>
            await ((ISellerLedgerGrain)context.Grain).Enter(Argument<LedgerEntry>(context) with { OrderId = $"bug-{number}" }))),
        Bug("ledger-not-notified", "a seller's ledger misses cancellations and shipments", "ISellerLedgerGrain.Update",
            Answer(static _ => null)),
        Bug("order-not-listed", "every fourth order is missing in its customer's list", "ICustomerGrain.AddOrder", EveryFourth()),
        Bug("payment-not-shown", "a payment has no answer until it is over", "IPaymentGrain.Get", static async context =>
        {
            await context.Invoke();
            if (context.Result is Payment { Status: PaymentStatus.Authorising })
                context.Result = null;
        }),
        Bug("product-cached", "a product is always shown as at the first read", "IProductGrain.Get", Caching()),
    ];

    private static (string, string, Func<PlantedBug>) Bug(
        string name, string what, string method, Func<IIncomingGrainCallContext, Task> act, params string[] alsoLost) =>
        Bug(name, what, method, () => act, alsoLost);

    private static (string, string, Func<PlantedBug>) Bug(
        string name, string what, string method, Func<Func<IIncomingGrainCallContext, Task>> make, params string[] alsoLost) =>
        (name, what, () => Make(name, what, method, make(), alsoLost));

    private static PlantedBug Make(string name, string what, string method, Func<IIncomingGrainCallContext, Task> act, string[] alsoLost)
    {
        var filters = alsoLost.Select(static lost => new CallBug(lost, static context => Set(context, null))).Append(new CallBug(method, act))
            .ToList();
        return new PlantedBug
        {
            Name = name,
            What = what,
            Services = services =>
            {
                foreach (var filter in filters)
                    services.AddSingleton<IIncomingGrainCallFilter>(filter);
            },
        };
    }

    private static T Argument<T>(IIncomingGrainCallContext context) => (T)context.Request.GetArgument(0)!;

    private static StockGrain Stock(IIncomingGrainCallContext context) => (StockGrain)context.Grain;

    private static Task Set(IIncomingGrainCallContext context, object? result)
    {
        context.Result = result;
        return Task.CompletedTask;
    }

    private static Func<Func<IIncomingGrainCallContext, Task>> Answer(Func<IIncomingGrainCallContext, object?> answer) =>
        () => context => Set(context, answer(context));

    private static Func<Func<IIncomingGrainCallContext, Task>> AnswerAsync(Func<IIncomingGrainCallContext, Task<object?>> answer) =>
        () => async context => context.Result = await answer(context);

    /// <summary>Adds an action to every call that has the same target and first argument as an earlier call.</summary>
    private static Func<Func<IIncomingGrainCallContext, Task>> Repeats(Func<IIncomingGrainCallContext, int, Task> more) => () =>
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return async context =>
        {
            var name = context.Request.GetArgument(0) switch
            {
                LedgerEntry entry => entry.OrderId,
                OrderToken order => order.OrderId,
                EndOrder order => order.Id,
                var other => other!.ToString(),
            };
            var key = $"{context.TargetId} {name}";
            var number = seen[key] = seen.GetValueOrDefault(key) + 1;
            await context.Invoke();
            if (number > 1)
                await more(context, number);
        };
    };

    private static Func<Func<IIncomingGrainCallContext, Task>> Counting(Action<IIncomingGrainCallContext, int> change) => () =>
    {
        var number = 0;
        return context =>
        {
            change(context, ++number);
            return context.Invoke();
        };
    };

    /// <summary>Gives a repeat that comes after 32 other commands of the grain an operation id that the grain does not know.</summary>
    private static Func<IIncomingGrainCallContext, Task> Forgetting()
    {
        const int Remembered = 32;
        var known = new Dictionary<GrainId, List<string>>();
        var forgotten = 0;
        return context =>
        {
            var command = Argument<AdjustStock>(context);
            if (!known.TryGetValue(context.TargetId, out var latest))
                known[context.TargetId] = latest = [];
            var age = latest.Count - latest.IndexOf(command.OperationId);
            if (age > latest.Count)
                latest.Add(command.OperationId);
            else if (age > Remembered)
                context.Request.SetArgument(0, command with { OperationId = $"bug-{++forgotten}" });
            return context.Invoke();
        };
    }

    private static async Task SellAgain(IIncomingGrainCallContext context, int number)
    {
        if (context.Result is not Result<Reservation> { Accepted: true } response)
            return;
        var again = $"{response.Value.OrderId[..16]}-{number}";
        await Stock(context).Reserve(new ReserveStock(again, response.Value.Quantity, TimeSpan.FromMinutes(1), long.MaxValue));
        await Stock(context).Confirm(new OrderToken(again, long.MaxValue));
    }

    private static Func<Func<IIncomingGrainCallContext, Task>> EveryFourth() => () =>
    {
        var number = 0;
        return context => ++number % 4 == 0 ? Set(context, null) : context.Invoke();
    };

    private static Task SkipOddShards(IIncomingGrainCallContext context) =>
        context.TargetId.Key.ToString() is { } key && (key[^1] & 1) == 1 ? Set(context, 0) : context.Invoke();

    private static Func<Func<IIncomingGrainCallContext, Task>> Caching() => () =>
    {
        var known = new Dictionary<GrainId, object?>();
        return async context =>
        {
            if (!known.TryGetValue(context.TargetId, out var result))
            {
                await context.Invoke();
                if (context.Result is not null)
                    known[context.TargetId] = context.Result;
                return;
            }

            context.Result = result;
        };
    };
}
