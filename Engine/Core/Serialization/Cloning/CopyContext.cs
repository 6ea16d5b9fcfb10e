using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Orleans.Serialization.Cloning;

/// <summary>The objects copied so far, so that an object reached twice is copied once.</summary>
public sealed class CopyContext
{
    private const int MaxSearched = 32;
    private const int StackCheckMask = 15;

    [ThreadStatic]
    private static CopyContext? _spare;

    private readonly object[] _originals = new object[MaxSearched];
    private readonly object[] _copies = new object[MaxSearched];
    private Dictionary<object, object>? _index;
    private int _count;
    private int _depth;

    /// <summary>Finds the copy of an object that was copied before.</summary>
    public bool TryGetCopy<T>(T original, [NotNullWhen(true)] out T? copy)
        where T : class
    {
        for (var i = 0; i < _count; i++)
        {
            if (ReferenceEquals(_originals[i], original))
            {
                copy = Unsafe.As<T>(_copies[i]);
                return true;
            }
        }

        if (_index is not null && _index.TryGetValue(original, out var found))
        {
            copy = Unsafe.As<T>(found);
            return true;
        }

        copy = null;
        return false;
    }

    /// <summary>Remembers the copy of an object, before its members are copied.</summary>
    public void RecordCopy(object original, object copy)
    {
        if (_count < MaxSearched)
        {
            _originals[_count] = original;
            _copies[_count++] = copy;
            return;
        }

        (_index ??= new Dictionary<object, object>(ReferenceEqualityComparer.Instance))[original] = copy;
    }

    /// <summary>Gets an empty context; called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static CopyContext Rent()
    {
        var spare = _spare ?? new CopyContext();
        _spare = null;
        return spare;
    }

    /// <summary>Gives the context back; called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Return()
    {
        Array.Clear(_originals, 0, _count);
        Array.Clear(_copies, 0, _count);
        _count = 0;
        _depth = 0;
        _index = null;
        _spare = this;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter()
    {
        if ((++_depth & StackCheckMask) == 0)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Leave() => _depth--;
}
