namespace OrleansMicro.Simulation.Store;

/// <summary>The state of a grain in the store.</summary>
/// <param name="Version">Its ETag.</param>
/// <param name="Data">The state; null once it was cleared.</param>
internal sealed record SimRow(long Version, byte[]? Data);
