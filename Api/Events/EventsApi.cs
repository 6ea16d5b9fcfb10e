namespace OrleansMicro.Events;

/// <summary>Endpoints of events.</summary>
internal static class EventsApi
{
    public static void MapEventsApi(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/events", GetAsync).WithTags(Tags.Events).WithName("streamEvents").WithSummary("Get events as they happen")
            .WithDescription(
                "Server-sent events. The `data` of each is a CloudEvent 1.0, and its `id` is where to go on: send it as `Last-Event-ID`. "
                + "The events of a subject come in the order of their `sequence`. Each comes at least once.")
            .WithEventStream("Events.").WithProblems(410);
        v1.MapGet("/event-types", GetTypes).WithTags(Tags.Events).WithName("listEventTypes").WithSummary("List the types of events")
            .WithDescription("Each has the schema of its data. Schemas change compatibly: properties are added, and none is removed.")
            .WithResponse<EventTypesResponse>(200, "All types.");
    }

    private static async Task<IResult> GetAsync(
        EventQuery query, Caller caller, EventService events, TimeProvider clock, IHostApplicationLifetime lifetime,
        ILogger<EventStream> logger, CancellationToken cancellation)
    {
        var cursor = await events.BeginAsync(query, caller, cancellation);
        return new EventStream(events, query.Filter, cursor, caller, clock, logger, lifetime.ApplicationStopping);
    }

    private static ApiResult<EventTypesResponse> GetTypes() => new(EventTypesResponse.All);
}

/// <summary>The types of events.</summary>
/// <param name="Items">By capability.</param>
internal sealed record EventTypesResponse(ImmutableArray<EventTypeResponse> Items)
{
    public static EventTypesResponse All { get; } = new(
        [.. EventTypes.All.Select(static type => new EventTypeResponse(type.Name, type.Subject, type.Meaning, EventSchemas.Create(type)))]);
}

/// <summary>A type of event.</summary>
/// <param name="Type">The CloudEvent's type.</param>
/// <param name="Subject">The form of its subject.</param>
/// <param name="Description">What happened.</param>
/// <param name="Schema">The JSON Schema of its data.</param>
internal sealed record EventTypeResponse(string Type, string Subject, string Description, JsonNode Schema);
