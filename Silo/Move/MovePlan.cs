namespace OrleansMicro.Silo.Move;

/// <summary>What is to be moved.</summary>
/// <param name="ToCluster">From a data folder to Redis; otherwise back.</param>
/// <param name="BatchRows">Rows in one batch.</param>
/// <param name="Command">The command, for messages: without passwords.</param>
internal sealed record MovePlan(bool ToCluster, int BatchRows, string Command);
