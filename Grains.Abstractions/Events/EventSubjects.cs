using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace OrleansMicro.Events;

/// <summary>
/// What events are about. A subject has one seller and one customer at most. A caller that may see one of its events may see all of them, and sees
/// no gap.
/// </summary>
public static class EventSubjects
{
    private const string Orders = "orders/";

    /// <summary>A product: <c>products/{seller}/{product}</c>.</summary>
    public static string Product(string sellerId, string productId) => $"products/{sellerId}/{productId}";

    /// <summary>The stock of a product: <c>stock/{seller}/{product}</c>.</summary>
    public static string Stock(string sellerId, string productId) => $"stock/{sellerId}/{productId}";

    /// <summary>The cart of a customer: <c>carts/{customer}</c>.</summary>
    public static string Cart(string customerId) => $"carts/{customerId}";

    /// <summary>An order: <c>orders/{order}</c>.</summary>
    public static string Order(string orderId) => Orders + orderId;

    /// <summary>The payment of an order: <c>orders/{order}/payment</c>.</summary>
    public static string Payment(string orderId) => $"{Orders}{orderId}/payment";

    /// <summary>What a seller sends of an order: <c>orders/{order}/packages/{seller}</c>.</summary>
    public static string Package(string orderId, string sellerId) => $"{Orders}{orderId}/packages/{sellerId}";

    /// <summary>A return: <c>orders/{order}/returns/{number}</c>.</summary>
    public static string Return(string orderId, int number) => string.Create(CultureInfo.InvariantCulture, $"{Orders}{orderId}/returns/{number}");

    /// <summary>A seller: <c>sellers/{seller}</c>.</summary>
    public static string Seller(string sellerId) => $"sellers/{sellerId}";

    /// <summary>A customer: <c>customers/{customer}</c>.</summary>
    public static string Customer(string customerId) => $"customers/{customerId}";

    /// <summary>A sink: <c>sinks/{sink}</c>.</summary>
    public static string Sink(string sink) => $"sinks/{sink}";

    /// <summary>The log that has all events of a subject. An order's payment, packages and returns are in the log of their order.</summary>
    public static int ShardOf(string subject)
    {
        var root = subject.AsSpan();
        if (subject.StartsWith(Orders, StringComparison.Ordinal) && root[Orders.Length..].IndexOf('/') is >= 0 and var length)
            root = root[..(Orders.Length + length)];
        return (int)(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(root)) % EventLog.Shards);
    }
}
