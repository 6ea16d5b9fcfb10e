namespace OrleansMicro.Tests.EndToEnd.Crash;

/// <summary>Tests with server processes run one after the other: on a small machine they would time each other out.</summary>
[CollectionDefinition(nameof(CrashTests), DisableParallelization = true)]
public sealed class CrashCollection;
