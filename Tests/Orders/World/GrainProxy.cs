using System.Reflection;

namespace OrleansMicro.Tests.Orders.World;

/// <summary>
/// Stands for a grain: hands each call to a plain object that has a method of that name, with faults on the way there and back. A plain
/// object, because a class that implements a grain interface would count as a grain.
/// </summary>
public class GrainProxy : DispatchProxy
{
    private Chaos _chaos = null!;
    private Func<object> _target = null!;

    internal static T For<T>(Chaos chaos, Func<object> target)
        where T : class
    {
        var proxy = Create<T, GrainProxy>();
        var self = (GrainProxy)(object)proxy;
        (self._chaos, self._target) = (chaos, target);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        try
        {
            return _chaos.Perform(targetMethod!.Name, () => Call(targetMethod.Name, args));
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            return Failed(targetMethod!.ReturnType, exception);
        }
    }

    private object? Call(string name, object?[]? args)
    {
        var target = _target();
        var method = target.GetType().GetMethod(name) ?? throw new MissingMethodException(target.GetType().Name, name);
        return method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, args, null);
    }

    private static object Failed(Type task, Exception exception) => task == typeof(Task)
        ? Task.FromException(exception)
        : typeof(Task).GetMethods().Single(m => m.Name == nameof(Task.FromException) && m.IsGenericMethod)
            .MakeGenericMethod(task.GetGenericArguments()).Invoke(null, [exception])!;
}

/// <summary>Stands for the grain factory.</summary>
public class FactoryProxy : DispatchProxy
{
    private Func<Type, string, object> _find = null!;

    internal static IGrainFactory For(Func<Type, string, object> find)
    {
        var proxy = Create<IGrainFactory, FactoryProxy>();
        ((FactoryProxy)(object)proxy)._find = find;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _find(targetMethod!.GetGenericArguments()[0], (string)args![0]!);
}
