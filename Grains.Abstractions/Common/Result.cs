using System.Diagnostics.CodeAnalysis;

namespace OrleansMicro;

/// <summary>What a command gave: a value, or the refusal that says why not.</summary>
/// <typeparam name="T">What the command gives when it is accepted.</typeparam>
/// <param name="Value">Set when accepted.</param>
/// <param name="Refusal">Set when refused.</param>
[GenerateSerializer, Immutable, Alias("om.result`1")]
public sealed record Result<T>([property: Id(0)] T? Value, [property: Id(1)] Refusal? Refusal)
{
    /// <summary>Whether the command was accepted.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Accepted => Refusal is null;

    /// <summary>Whether the command created the value, rather than changed it or found it unchanged. False where nothing can be created.</summary>
    [Id(2)]
    public bool Created { get; init; }

    /// <summary>An accepted command's value.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A refused command's reason.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="Next">Where the next part starts, for the next call; null at the end of the list.</param>
[GenerateSerializer, Immutable, Alias("om.page`1")]
public sealed record Page<T>([property: Id(0)] ImmutableArray<T> Items, [property: Id(1)] long? Next);
