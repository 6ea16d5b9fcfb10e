using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansMicro.Tests.Shared.Storage;

namespace OrleansMicro.Tests.Storage;

/// <summary>Orleans' reminders in memory.</summary>
public sealed class MemoryReminderTableTests : ReminderTableCompliance
{
    private IHost? _host;

    protected override async Task<IReminderTable> Open()
    {
        _host = await MemoryHost.Start();
        return _host.Services.GetRequiredService<IReminderTable>();
    }

    protected override async Task Close()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }
}
