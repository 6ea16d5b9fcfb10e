namespace OrleansMicro.Events;

/// <summary>A place in all event logs. Clients get it as the id of each event, and send it back unchanged to go on after it.</summary>
internal sealed class EventCursor
{
    private const char Separator = '-';
    private readonly long[] _positions = new long[EventLog.Shards];

    /// <summary>The position at which reading a log goes on.</summary>
    public long this[int shard]
    {
        get => _positions[shard];
        set => _positions[shard] = value;
    }

    /// <summary>Reads a cursor. Null if it is none.</summary>
    public static EventCursor? TryParse(string text)
    {
        var (cursor, shard) = (new EventCursor(), 0);
        foreach (var part in text.AsSpan().Split(Separator))
        {
            if (shard == EventLog.Shards
                || !long.TryParse(text.AsSpan(part), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var position) || position < 0)
                return null;
            cursor[shard++] = position;
        }

        return shard == EventLog.Shards ? cursor : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(Separator, _positions.Select(static p => p.ToString("x", CultureInfo.InvariantCulture)));
}
