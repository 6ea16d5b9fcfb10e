using System.Collections.Immutable;

namespace OrleansMicro;

/// <summary>A command that was carried out, by the hashes of its operation id and of what it asked for.</summary>
/// <param name="Id">Hash of the operation id.</param>
/// <param name="Asked">Hash of the command's content.</param>
[GenerateSerializer, Immutable, Alias("om.operation")]
public readonly record struct RememberedOperation([property: Id(0)] long Id, [property: Id(1)] long Asked);

/// <summary>How a command stands against the ones remembered.</summary>
public enum OperationKind
{
    /// <summary>Not carried out yet.</summary>
    New,

    /// <summary>Carried out already: change nothing, answer as if it was carried out now.</summary>
    Repeat,

    /// <summary>The operation id was used for something else.</summary>
    Reused,
}

/// <summary>
/// The latest <see cref="Limits.RememberedOperations"/> commands that a grain carried out. Kept in the grain's state and written with
/// what the command changed, so a command is remembered exactly when it was accepted. One that was accepted and changed nothing is remembered too: a copy of it that
/// arrives late, after another command, would change something. Refused commands are not remembered.
/// </summary>
public static class OperationMemory
{
    /// <summary>Looks a command up.</summary>
    public static OperationKind Find(ImmutableArray<RememberedOperation> operations, string operationId, CommandHash asked)
    {
        var id = CommandHash.Start.Add(operationId);
        foreach (var operation in operations)
        {
            if (operation.Id == id.Value)
                return operation.Asked == asked.Value ? OperationKind.Repeat : OperationKind.Reused;
            if (operation.Id == id.Earlier)
                return operation.Asked == asked.Earlier ? OperationKind.Repeat : OperationKind.Reused;
        }

        return OperationKind.New;
    }

    /// <summary>Whether the only command that was ever carried out is the one that created the state, so that its repeat created it too.</summary>
    public static bool IsCreation(long version, ImmutableArray<RememberedOperation> operations) => version == 1 && operations.Length == 1;

    /// <summary>With one more command; the oldest gives way.</summary>
    public static ImmutableArray<RememberedOperation> Remember(
        ImmutableArray<RememberedOperation> operations, string operationId, CommandHash asked)
    {
        var kept = operations.Length < Limits.RememberedOperations ? operations : operations[^(Limits.RememberedOperations - 1)..];
        return kept.Add(new RememberedOperation(CommandHash.Start.Add(operationId).Value, asked.Value));
    }
}
