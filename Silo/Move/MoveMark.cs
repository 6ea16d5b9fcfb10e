using System.Text.Json.Serialization;

namespace OrleansMicro.Silo.Move;

/// <summary>What a place is in a move.</summary>
internal enum MoveRole
{
    Source,
    Target,
}

/// <summary>How far a move is.</summary>
internal enum MoveStage
{
    /// <summary>Rows are copied.</summary>
    Moving,

    /// <summary>
    /// All rows are at the target and compared. Only a source has this stage; the target has no mark any more. When such a move is undone, its target
    /// gets this mark as the source of the way back.
    /// </summary>
    Moved,
}

/// <summary>
/// What a move leaves at its source and at its target, so that no server starts on half a shop or on a copy, and that an interrupted move
/// continues.
/// </summary>
/// <param name="Id">The move; the same at both places.</param>
/// <param name="Role">What the place with this mark is.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="From">The source, for people.</param>
/// <param name="To">The target, for people.</param>
/// <param name="Command">The command that continues it, without passwords.</param>
/// <param name="Began">When it began.</param>
internal sealed record MoveMark(string Id, MoveRole Role, MoveStage Stage, string From, string To, string Command, DateTimeOffset Began)
{
    /// <summary>Why no server starts at a place with this mark, and what to do.</summary>
    public string Refusal => (Role, Stage) switch
    {
        (MoveRole.Source, MoveStage.Moved) =>
            $"This is only a copy: the shop of {From} is now in {To}, which may have newer orders. Start that one. "
                + $"To use this copy nevertheless, open it with '{Command} --undo'.",
        (MoveRole.Source, _) => $"The shop in {From} is being moved to {To}. {NextStep}",
        _ => $"The shop in {From} is being moved to {To}, which has only a part of it. {NextStep}",
    };

    private string NextStep => $"Finish it with '{Command}', or give it up with '{Command} --undo'.";
}

/// <summary>The mark as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MoveMark))]
[JsonSerializable(typeof(MoveResult))]
internal sealed partial class MoveJson : JsonSerializerContext;
