namespace Orleans
{
    /// <summary>Access to the grains of a cluster from outside of grains.</summary>
    public interface IClusterClient : IGrainFactory
    {
        /// <summary>The services of the host.</summary>
        IServiceProvider ServiceProvider { get; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>The grain factory of a host. In a silo its calls of grains that live there don't leave the process.</summary>
    internal sealed class ClusterClient(CallSender sender, IServiceProvider services) : GrainFactory(sender), IClusterClient
    {
        /// <inheritdoc/>
        public IServiceProvider ServiceProvider => services;
    }
}
