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
        state.State = DefaultState<T>.Create();
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
