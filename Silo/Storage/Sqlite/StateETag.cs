using System.Globalization;

namespace OrleansMicro.Silo.Storage;

/// <summary>An ETag of a grain's state: which row, and which version of it.</summary>
internal readonly record struct StateETag(long Id, long Version)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}.{Version}");

    /// <summary>False for text that is no tag of this storage.</summary>
    public static bool TryParse(string text, out StateETag tag)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            tag = new StateETag(id, version);
            return true;
        }

        tag = default;
        return false;
    }
}
