namespace OrleansMicro.Engine.Generator.Models;

/// <summary>A class that implements grain interfaces.</summary>
/// <param name="Type">Its name as in <c>typeof</c>.</param>
internal sealed record GrainClassModel(string Type);
