using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>What is counted of a grain class in one silo.</summary>
internal sealed class ClassStatistics(string grainType, SiloStatistics owner)
{
    private readonly Lock _lock = new();
    private MethodCounters?[] _methods = [];
    private int _activations;

    /// <summary>The full name of the grain class.</summary>
    public string GrainType => grainType;

    /// <summary>How many activations there are.</summary>
    public int Activations => Volatile.Read(ref _activations);

    /// <summary>The counters of a method.</summary>
    public MethodCounters Of(InvokableMethod method)
    {
        var methods = _methods;
        return method.Index < methods.Length && methods[method.Index] is { } known ? known : Add(method);
    }

    /// <summary>An activation has begun.</summary>
    public void NoteActivation() => Interlocked.Increment(ref _activations);

    /// <summary>An activation has ended.</summary>
    public void NoteDeactivation() => Interlocked.Decrement(ref _activations);

    /// <summary>A call has failed.</summary>
    public void NoteError(InvokableMethod method, Exception exception)
    {
        Of(method).Fail();
        owner.Errors.Add(grainType, method.Name, exception);
    }

    /// <summary>Something else than a call has failed.</summary>
    public void NoteError(string what, Exception exception) => owner.Errors.Add(grainType, what, exception);

    private MethodCounters Add(InvokableMethod method)
    {
        lock (_lock)
        {
            var methods = _methods;
            if (method.Index >= methods.Length)
                Array.Resize(ref methods, method.Index + 8);
            var counters = methods[method.Index] ??= owner.AddMethod(grainType, method.Name);

            // Readers take the array as it was or as it is, each of them whole.
            Volatile.Write(ref _methods, methods);
            return counters;
        }
    }
}
