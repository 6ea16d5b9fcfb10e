using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Messaging;

namespace Orleans
{
    /// <summary>Decides whether a client that could not reach its cluster tries again.</summary>
    public interface IClientConnectionRetryFilter
    {
        /// <summary>Waits as long as it sees fit; false gives up.</summary>
        /// <param name="exception">Why the last attempt failed.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken);
    }
}

namespace Orleans.Runtime
{
    /// <summary>Waits a little longer each time, three minutes altogether: long enough for silos that start at the same time.</summary>
    internal sealed class LinearBackoffClientConnectionRetryFilter(TimeProvider time) : IClientConnectionRetryFilter
    {
        private const int MaxRetries = 40;
        private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
        private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

        private int _retries;

        /// <inheritdoc/>
        public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
        {
            if (_retries >= MaxRetries || exception is not (OrleansMessageRejectionException or ConnectionFailedException))
                return false;
            var delay = Step * ++_retries;
            await Task.Delay(delay < MaxDelay ? delay : MaxDelay, time, cancellationToken);
            return true;
        }
    }
}

namespace Orleans.Hosting
{
    /// <summary>Sets how a client deals with a cluster that it can't reach when it starts.</summary>
    public static class ClientBuilderConnectionExtensions
    {
        /// <summary>Sets the filter.</summary>
        public static IClientBuilder UseConnectionRetryFilter<TConnectionRetryFilter>(this IClientBuilder builder)
            where TConnectionRetryFilter : class, IClientConnectionRetryFilter
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.Services.AddSingleton<IClientConnectionRetryFilter, TConnectionRetryFilter>();
            return builder;
        }

        /// <summary>Sets the filter.</summary>
        public static IClientBuilder UseConnectionRetryFilter(
            this IClientBuilder builder, Func<Exception, CancellationToken, Task<bool>> connectionRetryFilter)
        {
            ArgumentNullException.ThrowIfNull(connectionRetryFilter);
            return builder.UseConnectionRetryFilter(new DelegateFilter(connectionRetryFilter));
        }

        /// <summary>Sets the filter.</summary>
        public static IClientBuilder UseConnectionRetryFilter(this IClientBuilder builder, IClientConnectionRetryFilter connectionRetryFilter)
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.Services.AddSingleton(connectionRetryFilter);
            return builder;
        }

        private sealed class DelegateFilter(Func<Exception, CancellationToken, Task<bool>> decide) : IClientConnectionRetryFilter
        {
            public Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken) =>
                decide(exception, cancellationToken);
        }
    }
}
