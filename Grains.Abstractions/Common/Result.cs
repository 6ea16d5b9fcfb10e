using System.Diagnostics.CodeAnalysis;

namespace OrleansMicro;

/// <summary>The result of a command: its value, or the reason why it was refused.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">The value of an accepted command.</param>
/// <param name="Refusal">The reason of a refused command.</param>
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

    /// <summary>The result of an accepted command.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>The result of a refused command.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The type of the entries.</typeparam>
/// <param name="Items">The entries, at most as many as requested.</param>
/// <param name="Next">The cursor of the next page. Null at the end of the list.</param>
[GenerateSerializer, Immutable, Alias("om.page`1")]
public sealed record Page<T>([property: Id(0)] ImmutableArray<T> Items, [property: Id(1)] long? Next);
