namespace Orleans.Runtime;

/// <summary>Tells the engine's own kinds of grain types by the start of their name.</summary>
public static class GrainTypePrefix
{
    /// <summary>Start of the engine's own types.</summary>
    public const string SystemPrefix = "sys.";

    /// <summary>Start of the types of clients.</summary>
    public const string ClientPrefix = SystemPrefix + "client";

    /// <summary>Whether the type is one of clients.</summary>
    public static bool IsClient(this in GrainType type) => type.AsSpan().StartsWith("sys.client"u8);

    /// <summary>Whether the id is one of a client.</summary>
    public static bool IsClient(this in GrainId id) => id.Type.IsClient();
}
