using Microsoft.Extensions.Options;

namespace OrleansMicro.Http;

/// <summary>What every request handler needs, resolved once at start instead of once per request.</summary>
internal sealed class ApiBackend(IGrainFactory grains, IOptions<ApiOptions> options, ILogger<ApiBackend> log)
{
    public IGrainFactory Grains { get; } = grains;

    public ApiOptions Options { get; } = options.Value;

    public GrainCalls Calls { get; } = new(options.Value.RetryTimeout, TimeProvider.System);

    public Cursors Cursors { get; } = new(options.Value.CursorKey);

    public ILogger Log { get; } = log;
}
