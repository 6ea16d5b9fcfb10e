namespace Orleans.Serialization.TypeSystem;

/// <summary>What types are called in messages.</summary>
internal static class TypeNames
{
    public static string GetName(Type type) => type.FullName!;

    public static Type Resolve(string name) => throw new SerializerException($"The type \"{name}\" is not known here.");
}
