using System.Globalization;

namespace OrleansMicro.Http;

/// <summary>The part of a list that a request asks for.</summary>
internal readonly record struct Paging(long? Cursor, int Limit)
{
    /// <summary>Reads <c>cursor</c> and <c>limit</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="list">Names the list with its filter, so that a cursor of one list is not taken for another's.</param>
    public static Paging Of(ApiRequest request, string list)
    {
        var limit = Limits.DefaultPageSize;
        if (request.Query("limit") is { } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Limits.MaxPageSize))
        {
            throw ProblemException.Invalid("limit", $"'limit' must be a whole number from 1 to {Limits.MaxPageSize}.");
        }

        return new(request.Query("cursor") is { } cursor ? request.Backend.Cursors.Read(cursor, list) : null, limit);
    }
}
