using OrleansMicro.Bench.Replay;

namespace OrleansMicro.Bench.Oversell;

/// <summary>The final line of an oversell run, read back from the server.</summary>
/// <param name="Buyers">Who wanted one unit.</param>
/// <param name="Stock">Units there were.</param>
/// <param name="Paid">Orders paid.</param>
/// <param name="Rejected">Orders rejected.</param>
/// <param name="RejectedBy">The same by reason.</param>
/// <param name="Unfinished">Orders in no end state.</param>
/// <param name="StockLeft">Units on hand.</param>
/// <param name="ReservedLeft">Units still reserved.</param>
/// <param name="PaidMinor">Total of the paid orders.</param>
/// <param name="Captures">Captures in the acquirer's books.</param>
/// <param name="CapturedMinor">Money in the acquirer's books.</param>
/// <param name="Mismatches">What is not as it must be; 0: good.</param>
/// <param name="Client">What the run took.</param>
internal sealed record OversellResult(
    int Buyers,
    int Stock,
    int Paid,
    int Rejected,
    IReadOnlyDictionary<string, int> RejectedBy,
    int Unfinished,
    long StockLeft,
    long ReservedLeft,
    long PaidMinor,
    int Captures,
    long CapturedMinor,
    int Mismatches,
    ClientCost Client);
