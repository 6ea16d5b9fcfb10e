using OrleansMicro.Orders;

namespace OrleansMicro.Simulation.Shop;

/// <summary>The terms of checkouts.</summary>
internal static class Terms
{
    public const string Declined = "tok_decline";
    public const string Currency = "GBP";

    public static readonly Address Home = new("Ann Lee", "1 High Street", null, "Leeds", "LS1 1AA", "GB");

    public static OrderTerms Create(string method, bool partial) => new($"{method}/{partial}", method, Home, partial);
}
