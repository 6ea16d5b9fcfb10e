namespace Orleans.Runtime;

/// <summary>The clock of call deadlines of a host.</summary>
internal sealed class CallClock(TimeProvider time) : CoarseClock(time);

/// <summary>The clock of idleness of a host.</summary>
internal sealed class IdleClock(TimeProvider time) : CoarseClock(time);
