namespace OrleansMicro.Silo.Storage;

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
