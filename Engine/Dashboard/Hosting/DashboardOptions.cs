namespace Orleans.Dashboard;

/// <summary>Options of the dashboard.</summary>
public sealed class DashboardOptions
{
    /// <summary>Orleans compatibility: this dashboard streams no log, so there is nothing to hide.</summary>
    public bool HideTrace { get; set; }

    /// <summary>How often figures are gathered and shown anew, in milliseconds: 1,000 to 60,000.</summary>
    public int CounterUpdateIntervalMs { get; set; } = 1000;

    /// <summary>How many seconds the charts go back: 10 to 100.</summary>
    public int HistoryLength { get; set; } = 100;
}
