namespace OrleansMicro;

/// <summary>
/// The versions of a resource for which a command is carried out: <c>If-Match</c> and <c>If-None-Match</c> (RFC 9110, section 13). Default: any. The
/// grain compares them after the operation id, so a repeat gets the answer of the first request. Refused: <see cref="RefusalCodes.VersionMismatch"/>.
/// </summary>
/// <param name="OneOf">One of them must be current. Empty: no version matches. Default: any. A resource that does not exist has no version.</param>
/// <param name="NoneOf">None of them may be current. Default: any may.</param>
/// <param name="MustExist">Whether the resource must exist.</param>
/// <param name="MustNotExist">Whether the resource must not exist.</param>
[GenerateSerializer, Immutable, Alias("om.versions")]
public readonly record struct VersionCondition(
    [property: Id(0)] ImmutableArray<long> OneOf = default,
    [property: Id(1)] ImmutableArray<long> NoneOf = default,
    [property: Id(2)] bool MustExist = false,
    [property: Id(3)] bool MustNotExist = false);
