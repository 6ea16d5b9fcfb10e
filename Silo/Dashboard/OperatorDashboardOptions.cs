namespace OrleansMicro.Silo;

/// <summary>Who can see the dashboard; configuration section <c>Dashboard</c>.</summary>
public sealed class OperatorDashboardOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Dashboard";

    /// <summary>The fewest characters of an operator key.</summary>
    public const int MinKeyLength = 16;

    /// <summary>
    /// The operator's password, at least 16 characters, best from a file of <c>Server:Secrets</c>. Not set: the dashboard answers only to browsers
    /// on the same machine.
    /// </summary>
    public string? OperatorKey { get; set; }
}
