namespace OrleansMicro.Tools.Chaos;

/// <summary>How hard a scenario is.</summary>
/// <param name="File">The CSV file of the orders that are replayed meanwhile.</param>
/// <param name="Silos">Silos at the start.</param>
/// <param name="Apis">APIs.</param>
/// <param name="Workers">Customers at once.</param>
/// <param name="Invoices">Invoices of one replay; replays follow one another until the scenario is over.</param>
/// <param name="Rounds">How often the disturbance is repeated.</param>
/// <param name="Every">Time from one disturbance to the next.</param>
/// <param name="Length">How long a disturbance lasts, where it has a length.</param>
/// <param name="BackWithin">Longest that a grain of a killed silo may take to answer again.</param>
/// <param name="SiloArguments">Further arguments of each silo.</param>
internal sealed record ChaosPlan(
    FileInfo File,
    int Silos,
    int Apis,
    int Workers,
    int Invoices,
    int Rounds,
    TimeSpan Every,
    TimeSpan Length,
    TimeSpan BackWithin,
    IReadOnlyList<string> SiloArguments);
