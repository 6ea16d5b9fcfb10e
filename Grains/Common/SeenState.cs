namespace OrleansMicro;

/// <summary>
/// A state as it was on disk, and when that was: what <see cref="CommittedState{TState}"/> shows to other threads than the grain's.
/// </summary>
/// <remarks>
/// Both are in one immutable object that one volatile write publishes. A reader on another thread takes the reference once. It can neither see a
/// state with the time of another one, nor half of the time, nor an object whose fields are not written yet (release and acquire). The write is
/// complete before the caller of a command is answered, and the answer reaches the next reader through queues and locks. So a read that begins
/// after an answer gets what the answer promised, or something newer.
/// </remarks>
/// <param name="State">An immutable record.</param>
/// <param name="At">When the read or write of the row began, for <see cref="StateFreshness.IsOld"/>.</param>
public sealed record SeenState<TState>(TState State, long At)
    where TState : class;
