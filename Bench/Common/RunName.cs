using System.Globalization;

namespace OrleansMicro.Bench.Common;

/// <summary>A name for a run that was given none: sellers, products and customers of two runs must not meet.</summary>
internal static class RunName
{
    public static string New(string prefix) =>
        prefix + TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
}
