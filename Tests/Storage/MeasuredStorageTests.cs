using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Tests.Storage;

/// <summary>The metrics and traces of storage have the names that Orleans gives them.</summary>
public sealed class MeasuredStorageTests : IDisposable
{
    private static readonly GrainId Grain = GrainId.Create("stock", "s1/p1");
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _measured = [];

    [Theory]
    [InlineData("read")]
    [InlineData("write")]
    [InlineData("clear")]
    public async Task Operations_are_timed_and_failures_counted(string operation)
    {
        using var listener = Listen();
        var storage = Open(new Provider(() => _clock.Advance(TimeSpan.FromMilliseconds(20))));
        await Run(storage, operation);

        await Assert.ThrowsAsync<IOException>(() => Run(Open(new Provider(static () => throw new IOException())), operation));

        Assert.Equal([$"orleans-storage-{operation}-latency 20 Provider/row/String", $"orleans-storage-{operation}-errors 1 Provider/row/String"],
            _measured);
    }

    [Fact]
    public async Task Nothing_is_measured_while_nobody_listens()
    {
        var answer = Task.FromResult(1);

        Assert.Same(answer, Open(new Provider(static () => { }, answer)).ReadStateAsync("row", Grain, new GrainState<string>()));
        await answer;
    }

    [Fact]
    public async Task An_operation_of_a_recorded_call_is_an_activity()
    {
        var grain = GrainId.Create("stock", nameof(An_operation_of_a_recorded_call_is_an_activity));
        List<Activity> ended = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Microsoft.Orleans.Storage" or nameof(MeasuredStorageTests),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("orleans.grain.id") as string == grain.ToString())
                    ended.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var storage = Open(new Provider(static () => { }));
        await storage.WriteStateAsync("row", grain, new GrainState<string>());
        Assert.Empty(ended);

        using var source = new ActivitySource(nameof(MeasuredStorageTests));
        using (source.StartActivity("call"))
            await storage.WriteStateAsync("row", grain, new GrainState<string>());

        var activity = Assert.Single(ended);
        Assert.Equal(("write storage", ActivityKind.Client), (activity.OperationName, activity.Kind));
        Assert.Equal(["Provider", "row", "String"], activity.TagObjects.Skip(1).Select(static tag => tag.Value));
    }

    public void Dispose() => _services.Dispose();

    private static Task Run(MeasuredStorage storage, string operation) => operation switch
    {
        "read" => storage.ReadStateAsync("row", Grain, new GrainState<string>()),
        "write" => storage.WriteStateAsync("row", Grain, new GrainState<string>()),
        _ => storage.ClearStateAsync("row", Grain, new GrainState<string>()),
    };

    private MeasuredStorage Open(IGrainStorage provider) => new(provider, "Provider", new OrleansInstruments(Meters()), _clock);

    private IMeterFactory Meters() => _services.GetRequiredService<IMeterFactory>();

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, Meters()) && instrument.Meter.Name == "Microsoft.Orleans")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Add($"{instrument.Name} {value} {string.Join('/', tags.ToArray().Select(static tag => tag.Value))}");

    private sealed class Provider(Action work, Task? answer = null) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Run();

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Run();

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Run();

        private Task Run()
        {
            work();
            return answer ?? Task.CompletedTask;
        }
    }
}
