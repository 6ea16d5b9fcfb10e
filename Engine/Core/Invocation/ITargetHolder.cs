namespace Orleans.Serialization.Invocation;

/// <summary>Something that can supply the target of a call.</summary>
public interface ITargetHolder
{
    /// <summary>The target itself, usually the grain.</summary>
    object? GetTarget();

    /// <summary>A component that serves an interface of its own, such as a grain extension.</summary>
    object? GetComponent(Type componentType);
}
