namespace OrleansMicro;

/// <summary>The rule of conditional commands.</summary>
public static class VersionRules
{
    /// <summary>Compares a condition with a resource. Null if the command can be carried out.</summary>
    /// <param name="condition">The condition of the command.</param>
    /// <param name="version">The current version.</param>
    /// <param name="exists">Whether the resource exists. A cart always does, and its first version is 0.</param>
    public static Refusal? Check(VersionCondition condition, long version, bool exists)
    {
        if (!exists && (condition.MustExist || !condition.OneOf.IsDefault))
            return Mismatch("The resource does not exist, so it has none of the expected versions. Create it without If-Match.");
        if (!condition.OneOf.IsDefault && !condition.OneOf.Contains(version))
        {
            return Mismatch(condition.OneOf is [var only]
                ? $"The current version is {version}, not {only}. Read the object again and repeat the change if it still applies."
                : $"The current version is {version}, none of the expected ones. Read the object again and repeat the change if it still applies.");
        }

        if (exists && condition.MustNotExist)
            return Mismatch("The resource exists.", "If-None-Match");
        return exists && !condition.NoneOf.IsDefault && condition.NoneOf.Contains(version)
            ? Mismatch($"The current version is {version}, which If-None-Match excludes.", "If-None-Match")
            : null;
    }

    private static Refusal Mismatch(string message, string? field = null) => new(RefusalCodes.VersionMismatch, message, field);
}
