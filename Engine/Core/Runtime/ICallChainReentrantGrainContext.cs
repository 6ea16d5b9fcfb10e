namespace Orleans.Core.Internal;

/// <summary>An activation that can let in requests of chosen call chains while it is busy.</summary>
public interface ICallChainReentrantGrainContext
{
    /// <summary>Requests of the chain are let in from now on.</summary>
    void OnEnterReentrantSection(Guid reentrancyId);

    /// <summary>Ends what <see cref="OnEnterReentrantSection"/> began; sections nest.</summary>
    void OnExitReentrantSection(Guid reentrancyId);
}
