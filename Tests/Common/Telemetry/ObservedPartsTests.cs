using System.Diagnostics.Metrics;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Tests.Common;

/// <summary>Gauges over the parts of this process.</summary>
public sealed class ObservedPartsTests : IDisposable
{
    private readonly Meter _meter = new(nameof(ObservedPartsTests));
    private readonly List<double> _seen = [];

    [Fact]
    public void Combines_the_parts_that_are_there()
    {
        var parts = Create();
        using var listener = Listen();
        Func<double> old = static () => 5;

        parts.Add("1", old);
        parts.Add("1", static () => 7);
        parts.Add("2", static () => 3);
        parts.Remove("1", old);
        listener.RecordObservableInstruments();

        Assert.Equal([10], _seen);
    }

    [Fact]
    public void Knows_no_part_while_nobody_listens()
    {
        var parts = Create();
        parts.Add("1", static () => 7);
        using var listener = Listen();
        listener.RecordObservableInstruments();

        Assert.Equal([0], _seen);
    }

    public void Dispose() => _meter.Dispose();

    private ObservedParts Create() => new(_meter, "parts", "{part}", "Parts.", static values => values.Sum());

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == _meter)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => _seen.Add(value));
        listener.Start();
        return listener;
    }
}
