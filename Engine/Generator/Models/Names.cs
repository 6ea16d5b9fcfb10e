namespace OrleansMicro.Engine.Generator.Models;

/// <summary>The name of a generated class and its file.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Class">Its name without type parameters.</param>
/// <param name="HintName">Its file.</param>
internal sealed record GeneratedName(string Namespace, string Class, string HintName)
{
    /// <summary>The class as other generated code names it.</summary>
    public string Full => $"global::{Namespace}.{Class}";
}

/// <summary>The name of a type in generated code.</summary>
/// <param name="Full">With its own type parameters as arguments.</param>
/// <param name="Unbound">As in <c>typeof(X&lt;,&gt;)</c>.</param>
/// <param name="Parameters">Its type parameters and those of the types around it.</param>
internal sealed record TypeName(string Full, string Unbound, TypeParameterList Parameters)
{
    public bool IsGeneric => Parameters.Names.Count > 0;
}

/// <summary>Type parameters with their constraints.</summary>
internal sealed record TypeParameterList(EquatableArray<string> Names, EquatableArray<string> Constraints)
{
    /// <summary><c>&lt;T, U&gt;</c>, or nothing.</summary>
    public string Declaration => Names.Count == 0 ? "" : $"<{string.Join(", ", Names)}>";

    /// <summary><c>&lt;,&gt;</c>, or nothing.</summary>
    public string Unbound => Names.Count == 0 ? "" : $"<{new string(',', Names.Count - 1)}>";
}
