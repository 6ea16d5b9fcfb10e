namespace OrleansMicro.Tests.Architecture;

/// <summary>Fails a test with all violations, one per line, instead of the first few.</summary>
internal static class Violations
{
    /// <summary>Violations that wait for their owner. This list only shrinks.</summary>
    private static readonly string[] Known =
    [
        "Api/Orders/OrderAnswers.cs line 51: Task.Delay without a TimeProvider",
        "Silo/Storage/Sqlite/WriteLoop.cs line 109: Stopwatch.GetTimestamp",
    ];

    public static void None(IEnumerable<string> violations) => AtMost(0, violations);

    /// <summary>For a limit that is newer than the code: <paramref name="known"/> violations are tolerated until they are gone.</summary>
    public static void AtMost(int known, IEnumerable<string> violations)
    {
        var found = violations.Where(static violation => !Known.Contains(violation)).ToArray();
        Assert.True(found.Length <= known, $"{found.Length} violations, at most {known}:\n{string.Join('\n', found)}");
    }
}
