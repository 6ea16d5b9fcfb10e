namespace OrleansMicro.Silo.Move;

/// <summary>What is to be moved.</summary>
/// <param name="ToCluster">From a data folder to Redis; otherwise back.</param>
/// <param name="BatchRows">Rows in one batch.</param>
/// <param name="Places">The arguments that name both places, for messages: without passwords.</param>
internal sealed record MovePlan(bool ToCluster, int BatchRows, string Places)
{
    /// <summary>The command.</summary>
    public string Command => CommandOf(ToCluster);

    /// <summary>The command of the opposite direction.</summary>
    public string ReverseCommand => CommandOf(!ToCluster);

    private string CommandOf(bool toCluster) => $"./run move {(toCluster ? MoveArguments.ToCluster : MoveArguments.ToSingle)} {Places}";
}
