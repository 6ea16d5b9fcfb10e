using System.Linq.Expressions;

namespace OrleansMicro;

/// <summary>What a grain sees when nothing is stored.</summary>
public static class DefaultState
{
    /// <summary>The parameterless value of a state type, or its default where there is none.</summary>
    public static T Create<T>() => Constructor<T>.New();

    private static class Constructor<T>
    {
        public static readonly Func<T> New = !typeof(T).IsValueType && typeof(T).GetConstructor(Type.EmptyTypes) is { } constructor
            ? Expression.Lambda<Func<T>>(Expression.New(constructor)).Compile()
            : static () => default!;
    }
}
