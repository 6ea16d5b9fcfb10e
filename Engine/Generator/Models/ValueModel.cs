namespace OrleansMicro.Engine.Generator.Models;

/// <summary>The type of a member or argument and how its values are handled.</summary>
/// <param name="Type">Its name in code.</param>
/// <param name="Primitive">The type whose read and write methods serve it directly; null: its codec does.</param>
/// <param name="Cast">True if values are converted to and from <paramref name="Primitive"/>: an enum.</param>
/// <param name="IsShallow">Known here not to need copying.</param>
internal sealed record ValueModel(string Type, Primitive? Primitive, bool Cast, bool IsShallow);

/// <summary>A type that the message reader and writer handle directly.</summary>
/// <param name="Method">What follows Read or Write in the names of its methods.</param>
/// <param name="Keyword">Its name in code.</param>
internal sealed record Primitive(string Method, string Keyword);
