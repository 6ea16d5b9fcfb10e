using System.Runtime.ExceptionServices;

namespace Orleans.Serialization.Invocation;

/// <summary>The outcome of a call: a result, an exception, or just that it ended.</summary>
public abstract class Response : IDisposable
{
    /// <summary>The outcome of a call that returns nothing.</summary>
    public static Response Completed => CompletedResponse.Instance;

    /// <summary>The result.</summary>
    public abstract object? Result { get; set; }

    /// <summary>The exception, null if the call succeeded.</summary>
    public abstract Exception? Exception { get; set; }

    /// <summary>Makes a failed outcome.</summary>
    public static Response FromException(Exception exception) => new ExceptionResponse { Exception = exception };

    /// <summary>Makes a successful outcome.</summary>
    public static Response FromResult<TResult>(TResult value) => new Response<TResult> { TypedResult = value };

    /// <summary>The static type of the result, null if there is none.</summary>
    public virtual Type? GetSimpleResultType() => null;

    /// <summary>The result; throws the exception of a failed outcome.</summary>
    public abstract T? GetResult<T>();

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <inheritdoc/>
    public override string ToString() => Exception is { } exception ? exception.ToString() : Result?.ToString() ?? "[null]";
}

/// <summary>The outcome of a call that returns nothing.</summary>
public sealed class CompletedResponse : Response
{
    /// <summary>The only instance.</summary>
    public static CompletedResponse Instance { get; } = new();

    /// <inheritdoc/>
    public override object? Result
    {
        get => null;
        set => throw new InvalidOperationException($"Type {nameof(CompletedResponse)} is read-only");
    }

    /// <inheritdoc/>
    public override Exception? Exception
    {
        get => null;
        set => throw new InvalidOperationException($"Type {nameof(CompletedResponse)} is read-only");
    }

    /// <inheritdoc/>
    public override T? GetResult<T>()
        where T : default
        => default;

    /// <inheritdoc/>
    public override string ToString() => "[Completed]";
}

/// <summary>A failed outcome.</summary>
public sealed class ExceptionResponse : Response
{
    /// <inheritdoc/>
    public override object? Result
    {
        get => GetResult<object>();
        set => throw new InvalidOperationException($"Cannot set result property on response of type {nameof(ExceptionResponse)}");
    }

    /// <inheritdoc/>
    public override Exception? Exception { get; set; }

    /// <inheritdoc/>
    public override T? GetResult<T>()
        where T : default
    {
        ExceptionDispatchInfo.Throw(Exception!);
        return default;
    }

    /// <inheritdoc/>
    public override string ToString() => Exception?.ToString() ?? "[null]";
}

/// <summary>A successful outcome with a result.</summary>
public sealed class Response<TResult> : Response
{
    /// <summary>The result without boxing.</summary>
    public TResult? TypedResult { get; set; }

    /// <inheritdoc/>
    public override Exception? Exception
    {
        get => null;
        set => throw new InvalidOperationException($"Cannot set {nameof(Exception)} property for type {nameof(Response<>)}");
    }

    /// <inheritdoc/>
    public override object? Result
    {
        get => TypedResult;
        set => TypedResult = (TResult?)value;
    }

    /// <inheritdoc/>
    public override Type GetSimpleResultType() => typeof(TResult);

    /// <inheritdoc/>
    public override T? GetResult<T>()
        where T : default
        => this is Response<T> same ? same.TypedResult : (T?)(object?)TypedResult;

    /// <inheritdoc/>
    public override string ToString() => TypedResult?.ToString() ?? "[null]";
}
