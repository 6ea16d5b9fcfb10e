using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>A call as an object: target, method and arguments.</summary>
public interface IInvokable : IDisposable
{
    /// <summary>The target, null before it is set.</summary>
    object? GetTarget();

    /// <summary>Sets the target.</summary>
    void SetTarget(ITargetHolder holder);

    /// <summary>Calls the target; an exception of the method becomes the exception of the response.</summary>
    ValueTask<Response> Invoke();

    /// <summary>The number of arguments.</summary>
    int GetArgumentCount();

    /// <summary>The argument at the index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such argument.</exception>
    object? GetArgument(int index);

    /// <summary>Replaces the argument at the index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such argument.</exception>
    void SetArgument(int index, object value);

    /// <summary>The name of the method.</summary>
    string GetMethodName();

    /// <summary>The full name of the interface.</summary>
    string GetInterfaceName();

    /// <summary>Interface and method in the form used for tracing.</summary>
    string GetActivityName();

    /// <summary>The method of the interface.</summary>
    MethodInfo GetMethod();

    /// <summary>The interface.</summary>
    Type GetInterfaceType();

    /// <summary>How long to wait for the answer, null for the default.</summary>
    TimeSpan? GetDefaultResponseTimeout() => default;

    /// <summary>The token among the arguments, or none.</summary>
    CancellationToken GetCancellationToken() => default;

    /// <summary>Asks the running call to stop; false if the call takes no token.</summary>
    bool TryCancel() => false;

    /// <summary>True if the call takes a token.</summary>
    bool IsCancellable => false;
}
