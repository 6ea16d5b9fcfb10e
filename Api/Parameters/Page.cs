namespace OrleansMicro.Parameters;

/// <summary>The part of a list that a request asks for.</summary>
/// <param name="Cursor">As the client sent it; null for the first part.</param>
/// <param name="Limit">1 to <see cref="Limits.MaxPageSize"/>.</param>
internal readonly record struct Page(string? Cursor, int Limit) : IEndpointParameterMetadataProvider
{
    public const string CursorName = "cursor";
    private const string LimitName = "limit";
    private static readonly OpenApiSchema LimitSchema = new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{Limits.MaxPageSize}" };

    public static ValueTask<Page> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var limit = QueryParameter.Read(http, LimitName) is not { } text ? Limits.DefaultPageSize
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return new(Create(QueryParameter.Read(http, CursorName), limit));
    }

    /// <summary>Throws <see cref="ProblemException"/> for a limit that is not allowed.</summary>
    public static Page Create(string? cursor, int limit) => limit is >= 1 and <= Limits.MaxPageSize
        ? new(cursor, limit)
        : throw ProblemException.Invalid(LimitName, $"must be a whole number from 1 to {Limits.MaxPageSize}.");

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.AddParameter(ParameterLocation.Query, CursorName, "`next` of the previous part, unchanged. Leave it out for the first part.");
        builder.AddParameter(
            ParameterLocation.Query, LimitName, "Maximum number of entries. A part may have fewer.", Limits.DefaultPageSize, LimitSchema);
    }
}

/// <summary>Reads query parameters that may be sent once.</summary>
internal static class QueryParameter
{
    /// <summary>The value; null if the parameter is absent.</summary>
    public static string? Read(HttpContext http, string name) => !http.Request.QueryString.HasValue ? null : http.Request.Query[name] switch
    {
        [] => null,
        [{ Length: > 0 } value] => value,
        [_] => throw ProblemException.Invalid(name, "must not be empty. Leave it out instead."),
        _ => throw ProblemException.Invalid(name, "must be sent once."),
    };
}
