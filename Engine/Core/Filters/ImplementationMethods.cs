using System.Collections.Concurrent;
using System.Reflection;

namespace Orleans.Runtime;

/// <summary>Finds the method of a grain class that implements a method of an interface.</summary>
internal static class ImplementationMethods
{
    private static readonly ConcurrentDictionary<(Type Class, MethodInfo Method), MethodInfo> Known = new();

    /// <summary>The implementing method.</summary>
    public static MethodInfo Find(Type grainClass, MethodInfo interfaceMethod) =>
        Known.GetOrAdd((grainClass, interfaceMethod), static key => Search(key.Class, key.Method));

    private static MethodInfo Search(Type grainClass, MethodInfo method)
    {
        var definition = method.IsGenericMethod ? method.GetGenericMethodDefinition() : method;
        var map = grainClass.GetInterfaceMap(method.DeclaringType!);
        var index = Array.IndexOf(map.InterfaceMethods, definition);
        if (index < 0)
            return method;
        var found = map.TargetMethods[index];
        return method.IsGenericMethod ? found.MakeGenericMethod(method.GetGenericArguments()) : found;
    }
}
