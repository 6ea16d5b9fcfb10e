using System.Collections.Immutable;

namespace OrleansMicro.Tests.Engine.Serialization;

[GenerateSerializer, Immutable, Alias("test.Point")]
public readonly record struct Point([property: Id(0)] int X, [property: Id(1)] int Y);

[GenerateSerializer, Immutable, Alias("test.Line")]
public sealed record Line(
    [property: Id(0)] string Product, [property: Id(1)] long Quantity, [property: Id(2)] Point Place, [property: Id(3)] string? Note = null);

[GenerateSerializer, Immutable, Alias("test.Basket")]
public sealed record Basket(
    [property: Id(0)] string Customer,
    [property: Id(1)] long Version,
    [property: Id(2)] ImmutableArray<Line> Lines,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] Size Size);

[GenerateSerializer]
public enum Size
{
    Small,
    Large = 1000,
}

public enum Tiny : byte
{
    None,
    Some = 255,
}

[GenerateSerializer, Immutable, Alias("test.Outcome")]
public sealed record Outcome<T>([property: Id(0)] T? Value, [property: Id(1)] string? Error);

/// <summary>Ids come from the positions.</summary>
[GenerateSerializer]
public record Positional(string Name, int Count)
{
    [Id(0)]
    public string? Extra { get; set; }
}

[GenerateSerializer]
public record PositionalChild(string Name, int Count, double Weight) : Positional(Name, Count);

[GenerateSerializer]
public class Node
{
    [Id(0)]
    public string Name { get; set; } = "";

    [Id(1)]
    public Node? Next { get; set; }

    [Id(2)]
    public List<Node> Children { get; set; } = [];

    [Id(3)]
    public object? Anything { get; set; }

    [field: NonSerialized]
    public string NotWritten { get; set; } = "default";
}

[GenerateSerializer]
public abstract class Shape
{
    [Id(0)]
    public string Name { get; set; } = "";
}

[GenerateSerializer]
public class Circle : Shape
{
    [Id(0)]
    public double Radius { get; set; }
}

[GenerateSerializer]
public sealed class Ring : Circle
{
    [Id(0)]
    public double Inner { get; init; }
}

[GenerateSerializer]
public sealed class Hidden
{
    [Id(0)]
    private readonly string _text;

    [Id(1)]
    private int _number;

    [Id(2)]
    public int GetOnly { get; }

    [Id(3)]
    public string Initialised { get; init; } = "";

    [Id(4)]
    public string PrivateSetter { get; private set; } = "";

    [Id(5)]
    internal int Internal;

    [NonSerialized]
    internal int NotWritten = 7;

    public Hidden(string text, int number, int getOnly)
    {
        _text = text;
        _number = number;
        GetOnly = getOnly;
        PrivateSetter = text + "!";
    }

    public (string Text, int Number) Inside => (_text, _number);

    public void Bump() => _number++;
}

[GenerateSerializer]
public struct Mutable
{
    [Id(0)]
    internal int Number;

    [Id(1)]
    internal List<int>? Items;
}

[GenerateSerializer]
public sealed class WithRequired
{
    [Id(0)]
    public required string Name { get; set; }

    [Id(1)]
    public required int Number { get; init; }
}

[GenerateSerializer]
public sealed class Shared
{
    [Id(0)]
    public List<int>? First { get; set; }

    [Id(1)]
    public List<int>? Second { get; set; }

    [Id(2), Immutable]
    public List<int>? Promised { get; set; }
}

[GenerateSerializer]
public class Box<TKey, TValue>
    where TKey : notnull
{
    [Id(0)]
    public Dictionary<TKey, TValue> Items { get; set; } = [];

    [Id(1)]
    private TValue? _last;

    public TValue? Last
    {
        get => _last;
        set => _last = value;
    }

    [GenerateSerializer]
    public sealed class Inner
    {
        [Id(0)]
        public TKey? Key { get; set; }
    }
}

/// <summary>Not serializable.</summary>
public sealed class Stranger
{
    public int Number { get; set; }
}
