using System.Diagnostics;
using OpenTelemetry;

namespace OrleansMicro.Hosting;

/// <summary>
/// Removes all tags from spans but those that are known to name no person. The keys of grains and the paths of requests contain customers, and a
/// guest cart is named by a secret. The messages of exceptions name them too; the log has those.
/// </summary>
internal sealed class WithoutPersonalData : BaseProcessor<Activity>
{
    private const string OwnPrefix = "orleansmicro.";

    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "error.type", "exception.type", "http.request.method", "http.response.status_code", "http.route", "network.protocol.version",
        "orleans.storage.provider", "orleans.storage.state.name", "orleans.storage.state.type", "rpc.method",
        "rpc.grpc.status_code", "rpc.response.status_code", "rpc.service", "rpc.system", "rpc.system.name", "server.address", "server.port",
        "url.scheme",
    };

    public override void OnEnd(Activity data)
    {
        List<string>? removed = null;
        foreach (ref readonly var tag in data.EnumerateTagObjects())
        {
            if (!Allowed.Contains(tag.Key) && !tag.Key.StartsWith(OwnPrefix, StringComparison.Ordinal))
                (removed ??= []).Add(tag.Key);
        }

        removed?.ForEach(tag => data.SetTag(tag, null));
    }
}
