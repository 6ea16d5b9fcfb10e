using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Common.Operations;

/// <summary>
/// Any interleaving of commands with and without key, of their repeats, of pauses, of clocks that are set, and of
/// activations that read the row again, has each command take effect once for as long as it is to be remembered.
/// </summary>
public sealed class OperationProperties
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan RetriesEnd = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan Day = TimeSpan.FromHours(Limits.IdempotencyKeyHours);

    [Fact]
    public void Each_command_takes_effect_once() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithEndSize(600), Prop.ForAll(Steps(), static steps =>
        {
            var run = new Run();
            foreach (var step in steps)
                run.Apply(step);
        }));

    private static Arbitrary<Step[]> Steps()
    {
        var step =
            from kind in Gen.Frequency(
                (6, Gen.Constant(Kind.Keyed)),
                (8, Gen.Constant(Kind.Unkeyed)),
                (3, Gen.Constant(Kind.LateUnkeyed)),
                (1, Gen.Constant(Kind.Reload)),
                (1, Gen.Constant(Kind.SetClock)))
            from name in Gen.Choose(0, 80)
            from content in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Constant(1)))
            from minutes in Gen.Frequency((600, Gen.Constant(0)), (10, Gen.Choose(1, 5)), (2, Gen.Choose(6, 900)))
            select new Step(kind, name, content, TimeSpan.FromMinutes(minutes));
        return step.ArrayOf().ToArbitrary();
    }

    private enum Kind
    {
        /// <summary>A command under one of 81 keys: new, a repeat, or a reuse.</summary>
        Keyed,

        /// <summary>The next command of one of three API processes, or of one that was never seen.</summary>
        Unkeyed,

        /// <summary>A retry, or the first arrival of a command that was overtaken.</summary>
        LateUnkeyed,

        /// <summary>Another activation reads the row.</summary>
        Reload,

        /// <summary>The clock is set, or another silo's clock is used: up to 90 seconds off.</summary>
        SetClock,
    }

    private sealed record Step(Kind Kind, int Name, int Content, TimeSpan Pause);

    private sealed class Run
    {
        private readonly Dictionary<string, (DateTimeOffset At, int Content)> _executed = [];
        private readonly long[] _numbers = new long[4];
        private OperationMemory _memory;
        private DateTimeOffset _time = Noon;
        private TimeSpan _clockError;

        public void Apply(Step step)
        {
            _time += step.Pause;
            switch (step.Kind)
            {
                case Kind.Keyed:
                    Send($"key{step.Name}", step.Content, Day);
                    break;
                case Kind.Unkeyed:
                    var sender = step.Name % 3;
                    _numbers[sender] += 1 + (step.Name % 2);
                    Send(OperationId.CreateUnkeyed(sender, _numbers[sender]), 0, RetriesEnd);
                    break;
                case Kind.LateUnkeyed:
                    var late = step.Name % 3;
                    Send(OperationId.CreateUnkeyed(late, Math.Max(1, _numbers[late] - step.Name)), 0, RetriesEnd);
                    break;
                case Kind.Reload:
                    var row = JsonSerializer.Serialize(new StockState { Operations = _memory }, StateJson.Options);
                    _memory = JsonSerializer.Deserialize<StockState>(row, StateJson.Options)!.Operations;
                    break;
                default:
                    _clockError = TimeSpan.FromSeconds(step.Name - 40) * 2.25;
                    break;
            }
        }

        private void Send(string operationId, int content, TimeSpan lifetime)
        {
            var now = _time + _clockError;
            var hash = CommandHash.Start.Add(content);
            var isKnown = _executed.TryGetValue(operationId, out var before);
            var check = _memory.Check(operationId, hash, now);
            if (check.IsRepeat)
            {
                Assert.True(isKnown && before.Content == content, $"{operationId} was never executed and is called a repeat");
                return;
            }

            if (check.Refusal is { } refusal)
            {
                Assert.True(
                    refusal.Code == RefusalCodes.Busy || (isKnown && before.Content != content && refusal.Code == RefusalCodes.IdempotencyKeyReused),
                    $"{operationId}: {refusal}");
                return;
            }

            Assert.True(!isKnown || _time >= before.At + lifetime, $"{operationId} is executed again {_time - before.At} later");
            _executed[operationId] = (_time, content);
            _memory = _memory.Remember(operationId, hash, now);
            Assert.True(_memory.Unkeyed.Count <= UnkeyedOperations.MaxLatest && _memory.Senders.Count <= 3);
        }
    }
}
