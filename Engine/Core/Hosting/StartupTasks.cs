using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>Work that a silo does when it starts.</summary>
    public interface IStartupTask
    {
        /// <summary>Does the work; if it fails, the silo doesn't start.</summary>
        Task Execute(CancellationToken cancellationToken);
    }

    /// <summary>Runs a startup task in its stage.</summary>
    internal sealed class StartupTask(Func<CancellationToken, Task> execute, int stage) : ILifecycleParticipant<ISiloLifecycle>
    {
        /// <inheritdoc/>
        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(StartupTask), stage, execute);
    }
}

namespace Orleans.Hosting
{
    /// <summary>Registers work that a silo does when it starts.</summary>
    public static class SiloBuilderStartupExtensions
    {
        /// <summary>Adds a startup task.</summary>
        public static ISiloBuilder AddStartupTask<TStartup>(this ISiloBuilder builder, int stage = ServiceLifecycleStage.Active)
            where TStartup : class, IStartupTask =>
            builder.AddStartupTask(
                (services, token) => ActivatorUtilities.GetServiceOrCreateInstance<TStartup>(services).Execute(token), stage);

        /// <summary>Adds a startup task.</summary>
        public static ISiloBuilder AddStartupTask(
            this ISiloBuilder builder, IStartupTask startupTask, int stage = ServiceLifecycleStage.Active) =>
            builder.AddStartupTask((_, token) => startupTask.Execute(token), stage);

        /// <summary>Adds a startup task.</summary>
        public static ISiloBuilder AddStartupTask(
            this ISiloBuilder builder,
            Func<IServiceProvider, CancellationToken, Task> startupTask,
            int stage = ServiceLifecycleStage.Active)
        {
            ArgumentNullException.ThrowIfNull(builder);
            ArgumentNullException.ThrowIfNull(startupTask);
            builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
                services => new StartupTask(token => startupTask(services, token), stage));
            return builder;
        }
    }
}
