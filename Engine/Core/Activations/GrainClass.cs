using System.Reflection;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>What a silo knows of a grain class: worked out once, read on every call.</summary>
internal sealed class GrainClass
{
    private readonly Func<IGrainContext, object> _create;

    /// <summary>Reads the attributes of a class.</summary>
    public GrainClass(GrainClassInfo info, GrainClassSettings settings)
    {
        var type = info.Type;
        Type = type;
        GrainType = info.GrainType;
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        Worker = type.GetCustomAttribute<StatelessWorkerAttribute>(inherit: true);
        MayInterleave = InterleavePredicate.For(type);
        CollectionAge = AgeOf(type, settings.Collection);
        HasNoFilters = type == typeof(SiloControlGrain)
            || (!settings.HasFilters && !typeof(IIncomingGrainCallFilter).IsAssignableFrom(type));
        MaxRequests = Worker is null
            ? settings.Messaging.MaxEnqueuedRequestsHardLimit
            : settings.Messaging.MaxEnqueuedRequestsHardLimit_StatelessWorker;
        RequestLimitName = Worker is null
            ? nameof(SiloMessagingOptions.MaxEnqueuedRequestsHardLimit)
            : nameof(SiloMessagingOptions.MaxEnqueuedRequestsHardLimit_StatelessWorker);
        Statistics = settings.Statistics.Of(type);
        _create = GrainFactoryMethod.For(type, settings.Services);
    }

    /// <summary>The class.</summary>
    public Type Type { get; }

    /// <summary>The type of its grains.</summary>
    public GrainType GrainType { get; }

    /// <summary>Whether all requests may interleave.</summary>
    public bool IsReentrant { get; }

    /// <summary>Says whether a request may interleave; null if there is no such predicate.</summary>
    public Func<object, IInvokable, bool>? MayInterleave { get; }

    /// <summary>Set if it is a stateless worker.</summary>
    public StatelessWorkerAttribute? Worker { get; }

    /// <summary>How long an activation may be idle; infinite for ever.</summary>
    public TimeSpan CollectionAge { get; }

    /// <summary>Whether no filter has to run for a request.</summary>
    public bool HasNoFilters { get; }

    /// <summary>Most requests that may run or wait at an activation; 0 is no limit.</summary>
    public int MaxRequests { get; }

    /// <summary>The option that sets <see cref="MaxRequests"/>.</summary>
    public string RequestLimitName { get; }

    /// <summary>Whether the requests of an activation have to be counted.</summary>
    public bool CountsRequests => MaxRequests > 0 || Worker is not null;

    /// <summary>What is counted of the class; null for the engine's own.</summary>
    public ClassStatistics? Statistics { get; }

    /// <summary>Makes a grain.</summary>
    public object CreateInstance(IGrainContext context) => _create(context);

    private static TimeSpan AgeOf(Type type, GrainCollectionOptions options)
    {
        if (type.IsDefined(typeof(KeepAliveAttribute), inherit: true))
            return Timeout.InfiniteTimeSpan;
        if (options.ClassSpecificCollectionAge.TryGetValue(type.FullName ?? type.Name, out var age))
            return age;
        return type.GetCustomAttribute<CollectionAgeLimitAttribute>(inherit: true)?.AgeLimit ?? options.CollectionAge;
    }
}

/// <summary>What the facts of grain classes depend on besides the classes.</summary>
internal sealed record GrainClassSettings(
    IServiceProvider Services, GrainCollectionOptions Collection, SiloMessagingOptions Messaging, SiloStatistics Statistics, bool HasFilters);
