namespace OrleansMicro;

/// <summary>One entry of <see cref="PackedOperations"/>.</summary>
/// <param name="Name">Identifies the command, or its sender.</param>
/// <param name="Detail">What the command asked for, or its number.</param>
/// <param name="Seconds">When it was executed, in Unix seconds; 0: unknown, because an earlier version remembered it.</param>
public readonly record struct PackedOperation(long Name, long Detail, uint Seconds);
