namespace Orleans.Serialization.Invocation;

/// <summary>Typed access to the components of a target.</summary>
public static class TargetHolderExtensions
{
    /// <summary>The target as <typeparamref name="TTarget"/>, or null.</summary>
    public static TTarget? GetTarget<TTarget>(this ITargetHolder targetHolder)
        where TTarget : class
    {
        ArgumentNullException.ThrowIfNull(targetHolder);
        return (TTarget?)targetHolder.GetTarget();
    }

    /// <summary>The component of type <typeparamref name="TComponent"/>, or null.</summary>
    public static TComponent? GetComponent<TComponent>(this ITargetHolder targetHolder)
        where TComponent : class
    {
        ArgumentNullException.ThrowIfNull(targetHolder);
        return targetHolder.GetComponent(typeof(TComponent)) as TComponent;
    }
}
