using System.Reflection;

namespace OrleansMicro.Tests.Api;

/// <summary>
/// Stands for a cluster whose grains answer what a test wants, for what a healthy one never does. <paramref name="answer"/> gets the grain's
/// interface, key, method and arguments, and gives the task that the call returns, or null for a task with the type's default value.
/// </summary>
public sealed class FakeGrains(Func<FakeCall, object?> answer)
{
    /// <summary>A factory whose grains call <c>answer</c>.</summary>
    public IGrainFactory Factory()
    {
        var proxy = DispatchProxy.Create<IGrainFactory, FactoryProxy>();
        ((FactoryProxy)(object)proxy).Answer = answer;
        return proxy;
    }

    public class FactoryProxy : DispatchProxy
    {
        public Func<FakeCall, object?> Answer { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var type = targetMethod!.GetGenericArguments()[0];
            var create = typeof(DispatchProxy).GetMethods().Single(method => method.Name == "Create" && method.IsGenericMethod);
            var grain = create.MakeGenericMethod(type, typeof(GrainProxy)).Invoke(null, null)!;
            ((GrainProxy)grain).Target = (type, args![0]!.ToString()!, Answer);
            return grain;
        }
    }

    public class GrainProxy : DispatchProxy
    {
        public (Type Type, string Key, Func<FakeCall, object?> Answer) Target { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            Target.Answer(new(Target.Type, Target.Key, targetMethod!.Name, args ?? [])) ?? Default(targetMethod.ReturnType);

        private static object Default(Type task) => task == typeof(Task)
            ? Task.CompletedTask
            : typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(task.GetGenericArguments()[0]).Invoke(null, [null])!;
    }
}

/// <summary>A call to a fake grain.</summary>
public sealed record FakeCall(Type Grain, string Key, string Method, object?[] Arguments);
