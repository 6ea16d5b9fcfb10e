namespace OrleansMicro.Json;

/// <summary>A part of a list.</summary>
/// <param name="Items">At most as many as the limit asked for; it may be fewer, also before the end.</param>
/// <param name="Next">The cursor of the next part; null at the end of the list.</param>
internal sealed record PageResponse<T>(IReadOnlyList<T> Items, string? Next);
