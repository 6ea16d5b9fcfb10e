namespace OrleansMicro.Bench.Smoke;

/// <summary>The final line of a smoke test.</summary>
/// <param name="OrderId">The order that was made.</param>
/// <param name="Status">Its end state.</param>
/// <param name="TotalMinor">What it cost.</param>
/// <param name="Mismatches">What is not as it must be.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record SmokeResult(string OrderId, string Status, long TotalMinor, int Mismatches, double Seconds);
