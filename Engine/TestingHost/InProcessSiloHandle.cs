using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A silo of a test cluster in this process.</summary>
public class InProcessSiloHandle : SiloHandle
{
    private bool _isActive = true;

    /// <summary>The host of the silo.</summary>
    public IHost SiloHost { get; init; } = null!;

    /// <summary>The services of the silo.</summary>
    public IServiceProvider ServiceProvider => SiloHost.Services;

    /// <inheritdoc/>
    public override bool IsActive => _isActive;

    /// <summary>The runtime of the silo.</summary>
    internal SiloRuntime Runtime => field ??= ServiceProvider.GetRequiredService<SiloRuntime>();

    /// <inheritdoc/>
    public override async Task StopSiloAsync(bool stopGracefully)
    {
        if (stopGracefully)
        {
            await StopSiloAsync(CancellationToken.None);
            return;
        }

        if (!_isActive)
            return;
        _isActive = false;
        _ = Runtime;
        await ServiceProvider.GetRequiredService<Silo>().KillAsync();
        await StopHost(new CancellationToken(canceled: true));
    }

    /// <inheritdoc/>
    public override async Task StopSiloAsync(CancellationToken ct)
    {
        if (!_isActive)
            return;
        _isActive = false;
        _ = Runtime;
        await StopHost(ct);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await StopSiloAsync(stopGracefully: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a host and wraps it.</summary>
    internal static async Task<InProcessSiloHandle> StartAsync(IHost host, string name, short instanceNumber)
    {
        try
        {
            await host.StartAsync();
        }
        catch
        {
            host.Dispose();
            throw;
        }

        var details = host.Services.GetRequiredService<ILocalSiloDetails>();
        var handle = new InProcessSiloHandle
        {
            SiloHost = host,
            Name = name,
            InstanceNumber = instanceNumber,
            SiloAddress = details.SiloAddress,
            GatewayAddress = details.GatewayAddress,
        };
        _ = handle.Runtime;
        return handle;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            StopSiloAsync(stopGracefully: false).GetAwaiter().GetResult();
        base.Dispose(disposing);
    }

    private async Task StopHost(CancellationToken ct)
    {
        try
        {
            await SiloHost.StopAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // That is how a host says that it was not given the time to stop in order.
        }

        switch (SiloHost)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync();
                break;
            default:
                SiloHost.Dispose();
                break;
        }
    }
}
