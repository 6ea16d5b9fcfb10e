using System.Formats.Tar;
using OrleansMicro.Tests.EndToEnd.Crash;

namespace OrleansMicro.Tests.EndToEnd.Upgrade;

/// <summary>A server on the data folder of an old one that was killed.</summary>
public sealed class OldSqliteShop() : OldShop("single")
{
    private readonly TempFolder _data = new();
    private ServerProcess? _server;

    private protected override string Output => _server?.Output ?? "";

    private protected override async Task<Uri> Start()
    {
        await using (var archive = OldData.Open("single.tar.gz"))
            await TarFile.ExtractToDirectoryAsync(archive, _data.Path, overwriteFiles: false);
        _server = await ServerProcess.Start(_data.Path);
        return _server.Url;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _data.Dispose();
    }
}
