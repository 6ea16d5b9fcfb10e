using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;

namespace OrleansMicro.Silo.Storage;

/// <summary>The limits of <see cref="SqliteStorageOptions"/>.</summary>
internal sealed class SqliteStorageOptionsValidator : IValidateOptions<SqliteStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteStorageOptions options) => new OptionErrors(SqliteStorageOptions.Section)
        .Require(!string.IsNullOrWhiteSpace(options.Path), nameof(options.Path), "is missing; it must name the database file")
        .Range(nameof(options.QueueCapacity), options.QueueCapacity, 1, 1_000_000)
        .Range(nameof(options.MaxBatchWrites), options.MaxBatchWrites, 1, 100_000)
        .Range(nameof(options.MaxBatchBytes), options.MaxBatchBytes, 1, 1 << 30)
        .Range(nameof(options.Readers), options.Readers, 1, 256)
        .Range(nameof(options.CheckpointPages), options.CheckpointPages, 16, 1 << 22)
        .Range(nameof(options.MaxPages), options.MaxPages, 0, int.MaxValue)
        .Range(nameof(options.BusyTimeout), options.BusyTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10))
        .ToResult();
}
