using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Events;
using OrleansMicro.Webhooks;

namespace OrleansMicro.Tests.Webhooks.Engine;

/// <summary>
/// Whatever the endpoint answers, in any order, and whenever the activation crashes: each event is delivered or a dead letter in the end, the events
/// of a subject arrive in order, and the logs are held where a crash begins again.
/// </summary>
public sealed class WebhookEngineProperties
{
    [Fact]
    public void Every_event_arrives_in_the_order_of_its_subject() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(400), Prop.ForAll(Steps(), static steps =>
        {
            var run = new Run();
            foreach (var step in steps)
                run.Apply(step);
            run.Finish();
        }));

    private static Arbitrary<Step[]> Steps()
    {
        var step =
            from kind in Gen.Frequency(
                (40, Gen.Constant(Kind.Append)),
                (40, Gen.Constant(Kind.Answer)),
                (4, Gen.Constant(Kind.Advance)),
                (6, Gen.Constant(Kind.Write)),
                (2, Gen.Constant(Kind.Crash)),
                (1, Gen.Constant(Kind.Resend)))
            from number in Gen.Choose(0, 1_000)
            from status in Gen.Frequency((5, Gen.Constant(200)), (4, Gen.Constant(500)), (1, Gen.Constant(429)))
            select new Step(kind, number, status);
        return step.ArrayOf().ToArbitrary();
    }

    private enum Kind
    {
        Append,
        Answer,
        Advance,
        Write,
        Crash,
        Resend,
    }

    private sealed record Step(Kind Kind, int Number, int Status);

    private sealed class Run
    {
        private const int Subjects = 24;

        private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
        private readonly FakeHost _host;
        private WebhookEngine _engine;
        private WebhookProgress _written;

        public Run()
        {
            _host = new FakeHost(_clock);
            _written = FakeHost.NewProgress();
            _engine = Start();
        }

        public void Apply(Step step)
        {
            switch (step.Kind)
            {
                case Kind.Append:
                    _host.Append($"orders/{step.Number % Subjects}");
                    break;
                case Kind.Answer when _host.UnderWay.Count > 0:
                    _host.Answer(step.Status, step.Number % _host.UnderWay.Count, step.Status == 429 ? TimeSpan.FromSeconds(step.Number) : null);
                    break;
                case Kind.Advance:
                    Advance(TimeSpan.FromMinutes(step.Number));
                    break;
                case Kind.Write:
                    Write();
                    break;
                case Kind.Crash:
                    _host.Crash();
                    _engine.IsRunning = false;
                    _engine = Start();
                    break;
                case Kind.Resend:
                    var shard = step.Number % EventLog.Shards;
                    _engine.AddRanges([new(shard, 0, new ResendRange(_engine.NextOf(shard), null, null, null, null, null))]);
                    _engine.Pump();
                    break;
            }

            Check();
        }

        /// <summary>The endpoint works from now on.</summary>
        public void Finish()
        {
            for (var i = 0; i < 50; i++)
            {
                while (_host.UnderWay.Count > 0)
                    _host.Answer(200);
                Advance(TimeSpan.FromHours(3));
            }

            Check();
            var missing = _host.All.Where(logged => !IsDone(logged.Event)).Select(static logged => logged.Event.Id).ToArray();
            Assert.True(missing.Length == 0, $"not delivered: {string.Join(", ", missing)}");
        }

        private WebhookEngine Start()
        {
            var engine = new WebhookEngine(_host, _written, [], new FixedChance(0.5), _clock) { IsRunning = true };
            engine.Pump();
            return engine;
        }

        private void Advance(TimeSpan time)
        {
            _clock.Advance(time);
            _engine.Pump();
        }

        private void Write()
        {
            _written = _engine.TakeSnapshot();
            foreach (var (shard, position, happened) in _host.All)
            {
                if (!IsDone(happened))
                    Assert.True(WebhookHolds.Needed(_written, shard) <= position, $"{happened.Id} is not held");
            }
        }

        private bool IsDone(MarketEvent happened) =>
            _host.Accepted.Exists(accepted => accepted.Id == happened.Id) || _host.DeadLetters.Exists(letter => letter.Id == happened.Id);

        private void Check()
        {
            Assert.True(_host.UnderWay.Count <= WebhookEngine.MaxUnderWay);
            Assert.Equal(_host.UnderWay.Count, _host.UnderWay.Select(static sent => sent.Event.Subject).Distinct().Count());
            foreach (var subject in _host.Accepted.GroupBy(static accepted => accepted.Subject))
            {
                var expected = 1L;
                foreach (var sequence in subject.Select(static accepted => accepted.Sequence))
                {
                    while (sequence > expected && _host.EverDead.Contains($"{subject.Key}/{expected}"))
                        expected++;
                    Assert.True(sequence <= expected, $"{subject.Key}/{sequence} arrived before {expected}");
                    expected = Math.Max(expected, sequence + 1);
                }
            }
        }
    }
}
