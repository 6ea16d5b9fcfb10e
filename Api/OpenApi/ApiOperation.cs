namespace OrleansMicro.OpenApi;

/// <summary>What the reference says about an endpoint; part of its metadata.</summary>
/// <param name="Id">Names the operation, for generated clients.</param>
/// <param name="Tag">The resource that it belongs to.</param>
/// <param name="Summary">A few words.</param>
internal sealed record ApiOperation(string Id, string Tag, string Summary)
{
    /// <summary>More, in Markdown.</summary>
    public string? Description { get; init; }

    /// <summary>The type of the body, if there is one.</summary>
    public Type? Body { get; init; }

    /// <summary>Whether the body may be left out.</summary>
    public bool BodyOptional { get; init; }

    /// <summary>A body that works, as JSON.</summary>
    public string? BodyExample { get; init; }

    /// <summary>The answers when all goes well.</summary>
    public required IReadOnlyList<ApiAnswer> Answers { get; init; }

    /// <summary>Statuses of the problems that are special to this operation, beside those that any operation has.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];

    /// <summary>Parameters in the query.</summary>
    public IReadOnlyList<ApiParameter> Query { get; init; } = [];

    /// <summary>Parameters in headers.</summary>
    public IReadOnlyList<ApiParameter> Headers { get; init; } = [];
}

/// <summary>An answer when all goes well.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">What is in the body; null: nothing.</param>
/// <param name="Description">When it comes.</param>
internal sealed record ApiAnswer(int Status, Type? Type, string Description)
{
    /// <summary>Whether an ETag comes with it.</summary>
    public bool ETag { get; init; }

    /// <summary>Whether a Location comes with it.</summary>
    public bool Location { get; init; }
}

/// <summary>A parameter in the query or a header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
internal sealed record ApiParameter(string Name, string Description)
{
    /// <summary>Whether it must be there.</summary>
    public bool Required { get; init; }

    /// <summary>A value that works.</summary>
    public string? Example { get; init; }

    /// <summary>Smallest and largest number, if it is a whole number.</summary>
    public (int Min, int Max)? Range { get; init; }

    /// <summary>The values that it can have, if they are few.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Longest text, if bounded.</summary>
    public int? MaxLength { get; init; }
}
