namespace OrleansMicro.Tests.EndToEnd.Footprint;

/// <summary>Measures the server that it runs in: see <see cref="StartupHook"/>.</summary>
internal interface IServerProbe
{
    /// <summary>Forgets what was measured.</summary>
    void Reset();

    /// <summary>What was measured since.</summary>
    string[] Read();
}
