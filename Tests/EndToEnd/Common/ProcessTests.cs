namespace OrleansMicro.Tests.EndToEnd.Common;

/// <summary>Tests with several processes, one after the other: on a small machine they would time each other out.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessTests
{
    public const string Name = "processes";
}
