namespace OrleansMicro.Tests.Shared.Storage;

/// <summary>A state as a grain would keep it.</summary>
[GenerateSerializer, Alias("om.tests.Sample")]
public sealed record Sample
{
    [Id(0)]
    public string Text { get; init; } = "";

    [Id(1)]
    public int Number { get; init; }
}
