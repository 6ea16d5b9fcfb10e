using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using OrleansMicro.Tests.Shared.Storage;

namespace OrleansMicro.Tests.Storage;

/// <summary>Orleans' memory storage.</summary>
public sealed class MemoryGrainStorageTests : GrainStorageCompliance
{
    private IHost? _host;

    protected override async Task<IGrainStorage> Open()
    {
        _host = await MemoryHost.Start();
        return _host.Services.GetRequiredKeyedService<IGrainStorage>("Default");
    }

    protected override async Task Close()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }
}
