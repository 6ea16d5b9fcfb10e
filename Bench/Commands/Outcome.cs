using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Commands;

/// <summary>Ends a command: one line of JSON on standard output and the exit code.</summary>
internal static class Outcome
{
    public const int Success = 0;

    /// <summary>It ran to its end, and what it found is not as it must be.</summary>
    public const int Mismatch = 2;

    /// <summary>It could not run to its end.</summary>
    public const int Failed = 3;

    public static int Print<T>(T result, JsonTypeInfo<T> type, bool good)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(result, type));
        return good ? Success : Mismatch;
    }

    /// <summary>Runs a command's body; failures that a user can meet end in one line, not in a stack trace.</summary>
    public static async Task<int> Run(Func<Progress, Task<int>> body)
    {
        using var progress = Progress.OnStandardError();
        try
        {
            return await body(progress);
        }
        catch (Exception failure) when (failure
            is TimeoutException or FormatException or IOException or UnauthorizedAccessException or Api.ApiException or JsonException)
        {
            progress.Note("failed: " + failure.Message);
            return Failed;
        }
    }
}
