using System.Runtime.CompilerServices;

namespace Orleans.Storage;

/// <summary>Makes the state of a grain that has none stored.</summary>
internal static class StateActivator<T>
{
    private static readonly Func<T> Factory = MakeFactory();

    /// <summary>A new, empty state.</summary>
    public static T Create() => Factory();

    private static Func<T> MakeFactory()
    {
        var type = typeof(T);
        if (type.IsValueType || type.IsAbstract || type.IsInterface || type.IsArray || type == typeof(string))
            return static () => default!;
        if (type.GetConstructor(Type.EmptyTypes) is not null)
            return Activator.CreateInstance<T>;
        return static () => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
    }
}
