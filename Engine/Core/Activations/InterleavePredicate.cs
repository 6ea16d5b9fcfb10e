using System.Reflection;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>Turns the method that <see cref="MayInterleaveAttribute"/> names into a delegate.</summary>
internal static class InterleavePredicate
{
    private static readonly MethodInfo BindMethod =
        typeof(InterleavePredicate).GetMethod(nameof(Bind), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>The predicate of a grain class, or null if it has none.</summary>
    /// <exception cref="InvalidOperationException">The method that is named doesn't exist or has another shape.</exception>
    public static Func<object, IInvokable, bool>? For(Type grainClass)
    {
        if (grainClass.GetCustomAttribute<MayInterleaveAttribute>(inherit: true) is not { } attribute)
            return null;
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
            | BindingFlags.FlattenHierarchy;
        var method = grainClass.GetMethod(attribute.CallbackMethodName, Any)
            ?? throw new InvalidOperationException(
                $"Class {grainClass.FullName} doesn't declare public static method with name {attribute.CallbackMethodName} specified in MayInterleave attribute");
        if (method.ReturnType != typeof(bool) || method.GetParameters() is not [{ } parameter]
            || parameter.ParameterType != typeof(IInvokable))
        {
            throw new InvalidOperationException(
                $"Wrong signature of callback method {attribute.CallbackMethodName} specified in MayInterleave attribute for grain class "
                + $"{grainClass.FullName}. Expected: [public] static bool {attribute.CallbackMethodName}(IInvokable req)");
        }

        if (method.IsStatic)
        {
            var predicate = method.CreateDelegate<Func<IInvokable, bool>>();
            return (_, request) => predicate(request);
        }

        return (Func<object, IInvokable, bool>)BindMethod.MakeGenericMethod(grainClass).Invoke(null, [method])!;
    }

    private static Func<object, IInvokable, bool> Bind<TGrain>(MethodInfo method)
    {
        var predicate = method.CreateDelegate<Func<TGrain, IInvokable, bool>>();
        return (grain, request) => predicate((TGrain)grain, request);
    }
}
