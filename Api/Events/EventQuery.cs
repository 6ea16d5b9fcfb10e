namespace OrleansMicro.Events;

/// <summary>The events that a request asks for.</summary>
/// <param name="Filter">Which ones.</param>
/// <param name="IsFromStart">Whether to begin with the oldest event that is kept.</param>
/// <param name="After">Where an earlier stream ended; null: begin at the start or now.</param>
internal sealed record EventQuery(EventFilter Filter, bool IsFromStart, EventCursor? After) : IEndpointParameterMetadataProvider
{
    public const string LastEventId = "Last-Event-ID";
    private const string Type = "type";
    private const string Subject = "subject";
    private const string From = "from";
    private const int MaxTypes = 20;
    private const int MaxSubject = 200;

    public static ValueTask<EventQuery> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var types = QueryParameter.Read(http, Type)?.Split(',') ?? [];
        if (types.Length > MaxTypes)
            throw ProblemException.Invalid(Type, $"must have at most {MaxTypes} types.");
        foreach (var type in types)
        {
            if (EventFilter.CheckType(type, Type) is { } wrong)
                throw new ProblemException(wrong.Code, wrong.Message, Type);
        }

        var subject = QueryParameter.Read(http, Subject);
        if (subject?.Length > MaxSubject)
            throw ProblemException.Invalid(Subject, $"must have at most {MaxSubject} characters.");
        var isFromStart = QueryParameter.Read(http, From) switch
        {
            null or "now" => false,
            "start" => true,
            _ => throw ProblemException.Invalid(From, "must be start or now."),
        };
        return new(new EventQuery(new EventFilter([.. types], subject), isFromStart, ReadCursor(http.Request)));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.AddParameter(
            ParameterLocation.Query, Type, "Types, separated by commas. `order.*` stands for all that begin with `order.`.", "order.*");
        builder.AddParameter(ParameterLocation.Query, Subject, "A subject, with all that is beneath it.", "orders/8c1d9e3a47608b1c2d3e4f5061728394");
        builder.AddParameter(
            ParameterLocation.Query, From, "`start`: the oldest event that is kept. `now`: the next event.", "now",
            new() { Enum = [JsonValue.Create("start"), JsonValue.Create("now")] });
        builder.AddParameter(ParameterLocation.Header, LastEventId, "The id of the last event of an earlier stream. It precedes `from`.");
    }

    private static EventCursor? ReadCursor(HttpRequest request) => request.Headers[LastEventId] switch
    {
        [] or [""] => null,
        [{ } text] when EventCursor.TryParse(text) is { } cursor => cursor,
        _ => throw new ProblemException(ProblemCodes.CursorInvalid, "Send the id of an event, unchanged.", LastEventId),
    };
}
