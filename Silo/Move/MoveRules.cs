using OrleansMicro.Hosting;

namespace OrleansMicro.Silo.Move;

/// <summary>Decides from the marks of both places whether a move begins, continues or is refused.</summary>
internal static class MoveRules
{
    /// <summary>Throws <see cref="StartException"/> if the marks are not those of one move from this source to this target.</summary>
    /// <param name="source">The mark of the source.</param>
    /// <param name="target">The mark of the target.</param>
    /// <param name="from">The name of the source.</param>
    /// <param name="to">The name of the target.</param>
    public static void RefuseOthers(MoveMark? source, MoveMark? target, string from, string to)
    {
        // Both marks alike: a finished move was being undone, and the source is still closed.
        var isHalfUndone = source is { Stage: MoveStage.Moved } && source.Id == target?.Id;
        var other = source is { Role: MoveRole.Target } ? source
            : target is { Role: MoveRole.Source } && !isHalfUndone ? target
            : source is not null && target is not null ? (source.Id == target.Id ? null : target)
            : IsBetween(source ?? target, from, to) ? null : source ?? target;
        if (other is not null)
            throw new StartException($"This is not the move of these places. {other.Refusal}");
    }

    /// <summary>
    /// The id of the move to continue; null to begin one. Throws <see cref="StartException"/> if a mark belongs to another move, or if the shop was
    /// moved already.
    /// </summary>
    /// <param name="source">The mark of the source.</param>
    /// <param name="target">The mark of the target.</param>
    /// <param name="from">The name of the source.</param>
    /// <param name="to">The name of the target.</param>
    public static string? Continue(MoveMark? source, MoveMark? target, string from, string to)
    {
        if (source is { Role: MoveRole.Target })
            throw new StartException(source.Refusal);
        if (target is { Role: MoveRole.Source })
            throw new StartException($"Choose another target. {target.Refusal}");
        if (source is not null && target is not null)
        {
            return source.Id == target.Id ? source.Id
                : throw new StartException($"Choose another target: there is another move to it. {target.Refusal}");
        }

        if (source is { Stage: MoveStage.Moved })
            throw new StartException(source.Refusal);

        // One mark alone: the move was killed between the two, when it began or was given up, so no row was copied yet or none is left.
        return (source ?? target) is not { } alone ? null
            : IsBetween(alone, from, to) ? alone.Id
            : throw new StartException(alone.Refusal);
    }

    private static bool IsBetween(MoveMark? mark, string from, string to) => mark is null || (mark.From == from && mark.To == to);
}
