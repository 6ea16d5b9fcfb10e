namespace OrleansMicro;

/// <summary>Whether a command is to be executed. It is, unless it is a repeat or refused.</summary>
/// <param name="IsRepeat">It was executed already: change nothing, and answer with the present state.</param>
/// <param name="Refusal">Why it is refused; null: it is not.</param>
public readonly record struct OperationCheck(bool IsRepeat, Refusal? Refusal)
{
    internal static readonly OperationCheck New;

    internal static readonly OperationCheck Repeat = new(true, null);

    /// <summary>A refused command.</summary>
    public static implicit operator OperationCheck(Refusal refusal) => new(false, refusal);
}
