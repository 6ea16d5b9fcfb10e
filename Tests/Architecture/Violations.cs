namespace OrleansMicro.Tests.Architecture;

/// <summary>Fails a test with all violations, one per line, instead of the first few.</summary>
internal static class Violations
{
    public static void None(IEnumerable<string> violations)
    {
        var found = violations.ToArray();
        Assert.True(found.Length == 0, $"{found.Length} violations:\n{string.Join('\n', found)}");
    }
}
