using Orleans.Core.Internal;

namespace Orleans.Runtime;

/// <summary>Values that travel along with grain calls, from the caller to the callee and onwards, never back.</summary>
public static class RequestContext
{
    internal const string ReentrancyKey = "#CCR";

    private static readonly AsyncLocal<Dictionary<string, object>?> CallContext = new();

    /// <summary>The id of the call chain that may re-enter grains, or an empty one.</summary>
    public static Guid ReentrancyId
    {
        get => Get(ReentrancyKey) is Guid id ? id : Guid.Empty;
        set
        {
            if (value == Guid.Empty)
                Remove(ReentrancyKey);
            else
                Set(ReentrancyKey, value);
        }
    }

    /// <summary>The keys that are set.</summary>
    public static IEnumerable<string> Keys => (IEnumerable<string>?)CallContext.Value?.Keys ?? [];

    /// <summary>The keys and values that are set.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries =>
        (IEnumerable<KeyValuePair<string, object>>?)CallContext.Value ?? [];

    /// <summary>The values that go out with a call, or null; never changed once published.</summary>
    internal static Dictionary<string, object>? Current
    {
        get => CallContext.Value;
        set => CallContext.Value = value;
    }

    /// <summary>Until the result is disposed, calls that come back to this grain along the chain are let in.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var original = ReentrancyId;
        return new ReentrancySection(original, original == Guid.Empty ? Guid.NewGuid() : original);
    }

    /// <summary>Until the result is disposed, calls are no part of a chain that may re-enter grains.</summary>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    /// <summary>The value of a key, or null.</summary>
    public static object? Get(string key) => CallContext.Value is { } values && values.TryGetValue(key, out var value) ? value : null;

    /// <summary>Sets a value. It must be serializable.</summary>
    public static void Set(string key, object value)
    {
        // The dictionary is shared with requests that are under way, so it is replaced and never changed.
        var copy = CallContext.Value is { } values ? new Dictionary<string, object>(values) : new Dictionary<string, object>(1);
        copy[key] = value;
        CallContext.Value = copy;
    }

    /// <summary>Removes a value and says whether there was one.</summary>
    public static bool Remove(string key)
    {
        if (CallContext.Value is not { } values || !values.ContainsKey(key))
            return false;
        if (values.Count == 1)
        {
            CallContext.Value = null;
            return true;
        }

        var copy = new Dictionary<string, object>(values);
        copy.Remove(key);
        CallContext.Value = copy;
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear()
    {
        if (CallContext.Value is not null)
            CallContext.Value = null;
    }

    /// <summary>A part of a grain method in which its call chain may re-enter it, or may not.</summary>
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _original;
        private readonly Guid _current;

        /// <summary>Enters the section.</summary>
        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _original = originalReentrancyId;
            _current = newReentrancyId;
            if (newReentrancyId != originalReentrancyId)
                ReentrancyId = newReentrancyId;
            if (newReentrancyId != Guid.Empty)
                (RuntimeContext.Current as ICallChainReentrantGrainContext)?.OnEnterReentrantSection(newReentrancyId);
        }

        /// <summary>Leaves the section.</summary>
        public void Dispose()
        {
            if (_current != Guid.Empty)
                (RuntimeContext.Current as ICallChainReentrantGrainContext)?.OnExitReentrantSection(_current);
            if (_current != _original)
                ReentrancyId = _original;
        }
    }
}
