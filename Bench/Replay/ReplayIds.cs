using System.Globalization;
using System.Text;

namespace OrleansMicro.Bench.Replay;

/// <summary>The identifiers that a replay uses. All hold the run, so that several runs live on one server.</summary>
/// <param name="Run">At most <see cref="MaxRunLength"/> of <c>A-Z a-z 0-9 _ -</c>.</param>
internal sealed record ReplayIds(string Run)
{
    public const int MaxRunLength = 16;

    public const int Sellers = 20;

    public static bool IsRun(string text) => text.Length is > 0 and <= MaxRunLength && text.All(IsIdCharacter);

    /// <summary>One of 20 sellers, the same for every price of a stock code.</summary>
    public string Seller(string stockCode) => string.Create(CultureInfo.InvariantCulture, $"{Run}-s{Hash(stockCode) % Sellers:00}");

    /// <summary>One product per stock code and price.</summary>
    public string Product(string stockCode, long priceMinor) =>
        string.Create(CultureInfo.InvariantCulture, $"{Run}-{Identifier(stockCode)}-{priceMinor}");

    public string Customer(string customerId) => $"{Run}-c{Identifier(customerId)}";

    /// <summary>A guest is another person at each invoice.</summary>
    public string Guest(string invoiceNo) => $"{Run}-g{Identifier(invoiceNo)}";

    public string CheckoutKey(string invoiceNo) => $"{Run}-{invoiceNo}";

    public static string RestockKey(string productId) => $"{productId}-restock";

    /// <summary>
    /// The text when it can be an identifier as it is. Otherwise what can be kept of it, and a hash of the whole, so that two texts never
    /// become one identifier.
    /// </summary>
    public static string Identifier(string text)
    {
        if (text.Length is > 0 and <= 24 && text.All(IsIdCharacter)) return text;
        var kept = string.Concat(text.Take(15).Select(c => IsIdCharacter(c) ? c : '_'));
        return $"{kept}-{Hash(text):x8}";
    }

    private static bool IsIdCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    // FNV-1a: string.GetHashCode differs from process to process, and a resumed run must find its own sellers again.
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(text)) hash = (hash ^ b) * 16777619u;
        return hash;
    }
}
