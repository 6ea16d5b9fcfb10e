using System.Reflection;

namespace OrleansMicro.Tests.Common;

/// <summary>Stands for an interface of which a test needs one or two members.</summary>
public class Stub : DispatchProxy
{
    private Func<string, object?[], object?> _answer = null!;

    /// <summary>An instance whose members answer by their names; properties are <c>get_Name</c>.</summary>
    public static T For<T>(Func<string, object?> answer)
        where T : class => For<T>((name, _) => answer(name));

    /// <summary>An instance whose members answer by their names and arguments.</summary>
    public static T For<T>(Func<string, object?[], object?> answer)
        where T : class
    {
        var proxy = Create<T, Stub>();
        ((Stub)(object)proxy)._answer = answer;
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!.Name, args ?? []);
}
