using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>Settings of the in-memory storage provider.</summary>
public class MemoryGrainStorageOptions : IStorageProviderSerializerOptions
{
    /// <summary>Default of <see cref="NumStorageGrains"/>.</summary>
    public const int NumStorageGrainsDefaultValue = 10;

    /// <summary>Default of <see cref="InitStage"/>.</summary>
    public const int DEFAULT_INIT_STAGE = ServiceLifecycleStage.ApplicationServices;

    /// <summary>Orleans compatibility: this engine keeps the state of a cluster in one place and needs no storage grains.</summary>
    public int NumStorageGrains { get; set; } = NumStorageGrainsDefaultValue;

    /// <summary>Stage of the silo's start at which the provider starts.</summary>
    public int InitStage { get; set; } = DEFAULT_INIT_STAGE;

    /// <inheritdoc/>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;
}
