using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Serialization;

/// <summary>What codecs need of the silo or client that reads a message. One per silo or client.</summary>
public sealed class SerializerContext(IServiceProvider services)
{
    private IGrainFactory? _grainFactory;

    /// <summary>Makes the references that arrive in messages.</summary>
    public IGrainFactory GrainFactory => _grainFactory ??= services.GetRequiredService<IGrainFactory>();
}
