using Microsoft.Extensions.Options;

namespace OrleansMicro.Silo.Storage;

/// <summary>Stops the start with the names of the keys that are wrong.</summary>
internal sealed class SqliteStorageOptionsValidator : IValidateOptions<SqliteStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteStorageOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Path))
            errors.Add(Key(nameof(options.Path)) + " is missing; give the database file.");
        Range(errors, nameof(options.QueueCapacity), options.QueueCapacity, 1, 1_000_000);
        Range(errors, nameof(options.MaxBatchWrites), options.MaxBatchWrites, 1, 100_000);
        Range(errors, nameof(options.MaxBatchBytes), options.MaxBatchBytes, 1, 1 << 30);
        Range(errors, nameof(options.Readers), options.Readers, 1, 256);
        Range(errors, nameof(options.CheckpointPages), options.CheckpointPages, 16, 1 << 22);
        Range(errors, nameof(options.MaxPages), options.MaxPages, 0, int.MaxValue);
        Range(errors, nameof(options.BusyTimeout) + " in milliseconds", options.BusyTimeout.TotalMilliseconds, 0, 600_000);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static string Key(string property) => $"{SqliteStorageOptions.Section}:{property}";

    private static void Range(List<string> errors, string property, double value, double min, double max)
    {
        if (value < min || value > max)
            errors.Add(FormattableString.Invariant($"{Key(property)} is {value}; it must be from {min} to {max}."));
    }
}
