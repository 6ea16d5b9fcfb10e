namespace Orleans.Concurrency;

/// <summary>Wraps a value that will not be changed any more, so that a call passes it without copying.</summary>
/// <param name="value">The value.</param>
public readonly struct Immutable<T>(T value)
{
    /// <summary>The value.</summary>
    public T Value { get; } = value;
}

/// <summary>Wraps values as immutable.</summary>
public static class ImmutableExtensions
{
    /// <summary>Wraps a value that will not be changed any more.</summary>
    public static Immutable<T> AsImmutable<T>(this T value) => new(value);
}
