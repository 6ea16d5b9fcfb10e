using System.Linq.Expressions;

namespace OrleansMicro.Silo.Storage;

/// <summary>What a grain sees when nothing is stored: its state type's parameterless value, or the default where there is none.</summary>
internal static class DefaultState<T>
{
    public static Func<T> Create { get; } = Compile();

    private static Func<T> Compile() =>
        !typeof(T).IsValueType && typeof(T).GetConstructor(Type.EmptyTypes) is { } constructor
            ? Expression.Lambda<Func<T>>(Expression.New(constructor)).Compile()
            : static () => default!;
}
