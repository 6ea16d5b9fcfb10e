using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The lifecycle of a silo.</summary>
internal sealed class SiloLifecycleSubject(ILogger<SiloLifecycleSubject> logger) : LifecycleSubject(logger), ISiloLifecycleSubject;

/// <summary>The lifecycle of a client.</summary>
internal sealed class ClientLifecycleSubject(ILogger<ClientLifecycleSubject> logger)
    : LifecycleSubject(logger), IClusterClientLifecycle;
