using System.Diagnostics;
using System.Diagnostics.Metrics;
using Orleans.Diagnostics;
using Orleans.Storage;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Silo.Storage;

/// <summary>
/// Gives the metrics and traces of grain storage that Orleans has. There <c>StateStorageBridge</c> gives them, which
/// <see cref="StateRow{TState}"/> replaces. While nobody listens, calls go straight through. Unlike there, an operation never begins a trace.
/// </summary>
/// <param name="storage">The storage.</param>
/// <param name="provider">The name of its provider.</param>
/// <param name="instruments">Have the meter.</param>
/// <param name="clock">Measures.</param>
internal sealed class MeasuredStorage(IGrainStorage storage, string provider, OrleansInstruments instruments, TimeProvider clock) : IGrainStorage
{
    // Listeners subscribe by name. Orleans' own source of this name is internal.
    private static readonly ActivitySource Source = new(ActivitySources.StorageActivitySourceName, "1.1.0");
    private readonly Operation _read = new(instruments.Meter, "read");
    private readonly Operation _write = new(instruments.Meter, "write");
    private readonly Operation _clear = new(instruments.Meter, "clear");

    private delegate Task Call<T>(IGrainStorage storage, string stateName, GrainId grainId, IGrainState<T> state, CancellationToken cancellation);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ReadStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        _read.IsWatched
            ? Measure(_read, static (to, name, id, state, token) => to.ReadStateAsync(name, id, state, token), stateName, grainId, grainState,
                cancellationToken)
            : storage.ReadStateAsync(stateName, grainId, grainState, cancellationToken);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        _write.IsWatched
            ? Measure(_write, static (to, name, id, state, token) => to.WriteStateAsync(name, id, state, token), stateName, grainId, grainState,
                cancellationToken)
            : storage.WriteStateAsync(stateName, grainId, grainState, cancellationToken);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        _clear.IsWatched
            ? Measure(_clear, static (to, name, id, state, token) => to.ClearStateAsync(name, id, state, token), stateName, grainId, grainState,
                cancellationToken)
            : storage.ClearStateAsync(stateName, grainId, grainState, cancellationToken);

    private async Task Measure<T>(
        Operation operation, Call<T> call, string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellation)
    {
        using var activity = Activity.Current is { Recorded: true } ? Source.StartActivity(operation.ActivityName, ActivityKind.Client) : null;
        activity?.SetTag("orleans.grain.id", grainId.ToString());
        activity?.SetTag("orleans.storage.provider", provider);
        activity?.SetTag("orleans.storage.state.name", stateName);
        activity?.SetTag("orleans.storage.state.type", typeof(T).Name);
        var tags = new TagList { { "provider_type_name", provider }, { "state_name", stateName }, { "state_type", typeof(T).Name } };
        var startedAt = clock.GetTimestamp();
        try
        {
            // Not in the grain's turns: it is the grain that waits for this.
            await call(storage, stateName, grainId, grainState, cancellation).ConfigureAwait(false);
            operation.Latency.Record(clock.GetElapsedTime(startedAt).TotalMilliseconds, tags);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            operation.Errors.Add(1, tags);
            activity.Fail(failure);
            throw;
        }
    }

    /// <summary>What is measured of reads, writes, or clears, by the names that Orleans uses.</summary>
    private sealed class Operation(Meter meter, string name)
    {
        public string ActivityName { get; } = $"{name} storage";

        public Histogram<double> Latency { get; } = meter.CreateHistogram<double>($"orleans-storage-{name}-latency", "ms");

        public Counter<int> Errors { get; } = meter.CreateCounter<int>($"orleans-storage-{name}-errors");

        public bool IsWatched => Latency.Enabled || Errors.Enabled || Source.HasListeners();
    }
}

/// <summary>Puts what every silo needs around a storage provider.</summary>
internal static class MeasuredStorageExtensions
{
    /// <summary>Translates and logs its failures, and measures it.</summary>
    /// <param name="services">Those of the silo.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="isUnavailable">See <see cref="TranslatingStorage"/>.</param>
    public static IGrainStorage ForGrains(this IServiceProvider services, IGrainStorage provider, Func<Exception, bool> isUnavailable) =>
        new MeasuredStorage(
            new TranslatingStorage(provider, isUnavailable, services.GetRequiredService<ILogger<TranslatingStorage>>()),
            provider.GetType().Name, services.GetRequiredService<OrleansInstruments>(), services.GetRequiredService<TimeProvider>());
}
