using System.Collections.Concurrent;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>A grain that reports its life to the test.</summary>
public interface ILifeGrain : IGrainWithStringKey
{
    Task<string> ActivationId();

    Task End();

    Task EndAfter(string gate);

    Task Delay(TimeSpan time);

    Task Fail();
}

/// <summary>A grain that fails to activate as often as the test says.</summary>
public interface IFailingGrain : IGrainWithStringKey
{
    Task<string> Hello();
}

/// <summary>What grains report.</summary>
public static class LifeLog
{
    /// <summary>How often activation is to fail, by key.</summary>
    public static ConcurrentDictionary<string, int> FailuresLeft { get; } = new();

    /// <summary>The end of keys whose activation fails before it first waits for anything.</summary>
    public const string AtOnce = "-at-once";

    /// <summary>Why activations ended, by key.</summary>
    public static ConcurrentDictionary<string, DeactivationReasonCode> Reasons { get; } = new();
}

public sealed class LifeGrain : Grain, ILifeGrain
{
    private readonly string _id = Guid.NewGuid().ToString();

    public Task<string> ActivationId() => Task.FromResult(_id);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task EndAfter(string gate)
    {
        DeactivateOnIdle();
        Gates.Count(gate);
        await Gates.Pass(gate);
    }

    public Task Delay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task Fail() => throw new ArithmeticException("The grain fails as it was told.");

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        LifeLog.Reasons[this.GetPrimaryKeyString()] = reason.ReasonCode;
        return Task.CompletedTask;
    }
}

public sealed class FailingGrain : Grain, IFailingGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!this.GetPrimaryKeyString().EndsWith(LifeLog.AtOnce, StringComparison.Ordinal))
            await Task.Yield();
        if (LifeLog.FailuresLeft.AddOrUpdate(this.GetPrimaryKeyString(), 0, static (_, left) => left - 1) >= 0)
            throw new ArithmeticException("Activation fails as it was told.");
    }

    public Task<string> Hello() => Task.FromResult("hello");
}
