using Orleans.Storage;

namespace OrleansMicro.Silo.Storage;

/// <summary>Writes one grain's state if the stored version is the one that the caller read.</summary>
internal sealed class StateWrite<T>(
    StateKey key, IGrainState<T> state, ReadOnlyMemory<byte> data, KeyBloomFilter keys, CancellationToken cancellation) : WriteRequest(cancellation)
{
    private readonly string? _etag = state.ETag;
    private StateETag _written;

    public override int Size => data.Length;

    protected override void ApplyCore(WriterStatements statements)
    {
        if (_etag is null ? Insert(statements) : Update(statements))
            return;
        Refusal = StateConflict.Describe(statements, key, _etag);
    }

    protected override void OnCommitted()
    {
        state.ETag = _written.ToString();
        state.RecordExists = true;
    }

    private bool Insert(WriterStatements statements)
    {
        key.Bind(statements.Insert, 1);
        statements.Insert.BindBlob(4, data.Span);
        if (statements.Insert.Run() == 0)
            return false;
        keys.Add(key);
        _written = new StateETag(statements.Connection.LastInsertId, 1);
        return true;
    }

    private bool Update(WriterStatements statements)
    {
        if (!StateETag.TryParse(_etag!, out var tag))
            return false;
        statements.Update.BindBlob(1, data.Span);
        statements.Update.Bind(2, tag.Id);
        statements.Update.Bind(3, tag.Version);
        if (statements.Update.Run() == 0)
            return false;
        _written = tag with { Version = tag.Version + 1 };
        return true;
    }
}

/// <summary>Deletes one grain's state if the stored version is the one that the caller read. Nothing stored and none read is no conflict.</summary>
internal sealed class StateClear<T>(StateKey key, IGrainState<T> state, CancellationToken cancellation) : WriteRequest(cancellation)
{
    private readonly string? _etag = state.ETag;

    protected override void ApplyCore(WriterStatements statements)
    {
        if (_etag is null)
        {
            if (StateConflict.Find(statements, key) is not null)
                Refusal = StateConflict.Describe(statements, key, _etag);
            return;
        }

        if (StateETag.TryParse(_etag, out var tag))
        {
            statements.Delete.Bind(1, tag.Id);
            statements.Delete.Bind(2, tag.Version);
            if (statements.Delete.Run() == 1)
                return;
        }

        Refusal = StateConflict.Describe(statements, key, _etag);
    }

    protected override void OnCommitted()
    {
        state.State = DefaultState.Create<T>();
        state.ETag = null;
        state.RecordExists = false;
    }
}

/// <summary>The refusal of a write whose ETag is not the stored one.</summary>
internal static class StateConflict
{
    public static StateETag? Find(WriterStatements statements, StateKey key)
    {
        key.Bind(statements.Find, 1);
        try
        {
            return statements.Find.Step() ? new StateETag(statements.Find.Number(0), statements.Find.Number(1)) : null;
        }
        finally
        {
            statements.Find.Reset();
        }
    }

    public static InconsistentStateException Describe(WriterStatements statements, StateKey key, string? etag) =>
        new($"The stored version of {key} is not the one that was read.", Find(statements, key)?.ToString(), etag);
}

/// <summary>
/// One caller's change, applied by the writer thread together with many others. It is its own completion: the caller's task ends
/// after the transaction is on disk.
/// </summary>
internal abstract class WriteRequest(CancellationToken cancellation)
    : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>Why this change alone is refused while the others of its transaction go on; null when it is done.</summary>
    public Exception? Refusal { get; protected set; }

    /// <summary>About how many bytes this adds to a transaction.</summary>
    public virtual int Size => 0;

    /// <summary>False if the caller gave up while the change waited; it is then never applied.</summary>
    public bool Begin() => !cancellation.IsCancellationRequested || !TrySetCanceled(cancellation);

    /// <summary>Makes the change within the open transaction. What it throws fails this item only, unless the transaction is gone.</summary>
    public void Apply(WriterStatements statements)
    {
        try
        {
            ApplyCore(statements);
        }
        catch (SqliteStorageException e) when (statements.Connection.InTransaction)
        {
            Refusal = e;
        }
    }

    /// <summary>Answers the caller once the transaction is on disk.</summary>
    public void Complete()
    {
        if (Refusal is not null)
        {
            TrySetException(Refusal);
            return;
        }

        OnCommitted();
        TrySetResult();
    }

    /// <inheritdoc cref="Apply"/>
    protected abstract void ApplyCore(WriterStatements statements);

    /// <summary>Tells the caller's objects what is stored now. Runs before the caller's task ends.</summary>
    protected virtual void OnCommitted()
    {
    }
}
