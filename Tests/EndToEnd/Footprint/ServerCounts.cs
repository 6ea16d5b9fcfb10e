using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using JsonGrainStorageSerializer = OrleansMicro.Silo.Storage.JsonGrainStorageSerializer;

namespace OrleansMicro.Tests.EndToEnd.Footprint;

/// <summary>
/// Counts what a server does: grain calls by method, activations by class, rows by state, bytes of state, storage transactions. The first three come
/// from wrappers around registered services, which this puts in when the host is built, the others from meters.
/// </summary>
internal sealed class ServerCounts : IServerProbe, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Storage = "Default";
    private const string Activations = "orleans-grains";
    private const string Transactions = "orleansmicro.storage.commit.duration";

    private static readonly ConcurrentDictionary<(string Kind, string Name), long> Counts = new();

    public ServerCounts()
    {
        DiagnosticListener.AllListeners.Subscribe(this);
        var meters = new MeterListener { InstrumentPublished = Enable };
        meters.SetMeasurementEventCallback<int>(CountActivation);
        meters.SetMeasurementEventCallback<double>(static (_, _, _, _) => Add("transactions", "storage", 1));
        meters.Start();
    }

    public static void Add(string kind, string name, long count) =>
        Counts.AddOrUpdate((kind, name), static (_, count) => count, static (_, sum, count) => sum + count, count);

    public void Reset() => Counts.Clear();

    public string[] Read() =>
        [.. Counts.Select(static count => string.Create(CultureInfo.InvariantCulture, $"{count.Key.Kind}\t{count.Key.Name}\t{count.Value}"))];

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
            value.Subscribe(this);
    }

    // What test hosts and design-time tools of .NET listen to as well. The services that the host registered are there by now.
    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilding", Value: IHostBuilder host })
            host.ConfigureServices(static services => Wrap(services));
    }

    void IObserver<DiagnosticListener>.OnCompleted() { }

    void IObserver<DiagnosticListener>.OnError(Exception error) { }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted() { }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error) { }

    private static void Wrap(IServiceCollection services)
    {
        services.AddSingleton<IIncomingGrainCallFilter, CountingFilter>();
        services.AddKeyedSingleton<IGrainStorageSerializer>(
            Storage, static (services, _) => new CountingSerializer(services.GetRequiredService<JsonGrainStorageSerializer>()));
        var storage = services.Last(static service => service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, Storage));
        services.Remove(storage);
        services.AddKeyedSingleton<IGrainStorage>(
            Storage, (services, key) => new CountingStorage((IGrainStorage)storage.KeyedImplementationFactory!(services, key)));
    }

    private static void Enable(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name is Activations or Transactions)
            listener.EnableMeasurementEvents(instrument);
    }

    private static void CountActivation(Instrument instrument, int change, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        // It counts those that end as well, with -1. The only tag is the type.
        if (change > 0)
            Add("activations", tags.Length == 1 ? $"{tags[0].Value}" : "unknown", change);
    }

    private sealed class CountingFilter : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.InterfaceMethod.DeclaringType is { } type && type.FullName!.StartsWith("OrleansMicro.", StringComparison.Ordinal))
                Add("calls", $"{type.Name}.{context.InterfaceMethod.Name}", 1);
            return context.Invoke();
        }
    }

    private sealed class CountingSerializer(IGrainStorageSerializer inner) : IGrainStorageSerializer
    {
        public BinaryData Serialize<T>(T? input)
        {
            var data = inner.Serialize(input);
            Add("bytes", "state", data.ToMemory().Length);
            return data;
        }

        public T? Deserialize<T>(BinaryData input) => inner.Deserialize<T>(input);
    }

    private sealed class CountingStorage(IGrainStorage inner) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            inner.ReadStateAsync(stateName, grainId, grainState);

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            inner.ReadStateAsync(stateName, grainId, grainState, cancellationToken);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
        {
            Add("rows", stateName, 1);
            return inner.WriteStateAsync(stateName, grainId, grainState, cancellationToken);
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
        {
            Add("rows", $"{stateName}, deleted", 1);
            return inner.ClearStateAsync(stateName, grainId, grainState, cancellationToken);
        }
    }
}
