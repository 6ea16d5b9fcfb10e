namespace OrleansMicro;

/// <summary>
/// A postal address. Each part is a single line of at most <see cref="Limits.MaxTextLength"/> characters.
/// </summary>
/// <param name="Name">The recipient.</param>
/// <param name="Line1">The street and number.</param>
/// <param name="Line2">More of the street address. Null if there is none.</param>
/// <param name="City">The town or city.</param>
/// <param name="PostalCode">The postal code. Null if the country has none.</param>
/// <param name="Country">The country code of ISO 3166-1, for example GB. Older data may hold other text.</param>
[GenerateSerializer, Immutable, Alias("om.address")]
public sealed record Address(
    [property: Id(0)] string Name,
    [property: Id(1)] string Line1,
    [property: Id(2)] string? Line2,
    [property: Id(3)] string City,
    [property: Id(4)] string? PostalCode,
    [property: Id(5)] string Country);
