namespace Orleans.Providers;

/// <summary>Names the storage provider of a <see cref="Grain{TGrainState}"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StorageProviderAttribute : Attribute
{
    /// <summary>The provider's name; the default provider if it isn't set.</summary>
    public string ProviderName { get; set; } = ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;
}

/// <summary>Well-known provider names.</summary>
public static class ProviderConstants
{
    /// <summary>Name of the storage provider that is used where none is named.</summary>
    public const string DEFAULT_STORAGE_PROVIDER_NAME = "Default";
}
