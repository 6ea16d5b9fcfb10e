namespace OrleansMicro.Parameters;

/// <summary>
/// The description of a parameter in the OpenAPI document. The typed parameters of a handler add it to the metadata of their endpoint.
/// </summary>
/// <param name="In">Where the parameter is sent: one of the constants.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
internal sealed record ApiParameter(string In, string Name, string Description)
{
    public const string InPath = "path";
    public const string InQuery = "query";
    public const string InHeader = "header";

    public bool Required { get; init; }

    /// <summary>A valid value: a string, or an integer for a parameter with a range.</summary>
    public object? Example { get; init; }

    /// <summary>The smallest and largest value of an integer. A parameter without a range is a string.</summary>
    public (int Min, int Max)? Range { get; init; }

    /// <summary>The possible values of a string; empty if there are too many to list.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    public int? MaxLength { get; init; }

    public string? Pattern { get; init; }
}
