namespace OrleansMicro;

/// <summary>A postal address. Every part is at most <see cref="Limits.MaxTextLength"/> characters.</summary>
/// <param name="Name">Who receives.</param>
/// <param name="Line1">Street and number.</param>
/// <param name="Line2">More of it, if any.</param>
/// <param name="City">Town or city.</param>
/// <param name="PostalCode">Postal code, if the country has them.</param>
/// <param name="Country">Country name or ISO 3166 code.</param>
[GenerateSerializer, Immutable, Alias("om.address")]
public sealed record Address(
    [property: Id(0)] string Name,
    [property: Id(1)] string Line1,
    [property: Id(2)] string? Line2,
    [property: Id(3)] string City,
    [property: Id(4)] string? PostalCode,
    [property: Id(5)] string Country);
