using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Hosting;
using OrleansMicro.Silo;

namespace OrleansMicro.Tests.Shared;

/// <summary>The server of single mode, in this process, on a folder of its own.</summary>
internal sealed class SingleServer : IAsyncDisposable
{
    private readonly TempFolder _folder;

    private SingleServer(WebApplication app, TempFolder folder)
    {
        (App, _folder) = (app, folder);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new ShopClient(Address);
    }

    public WebApplication App { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>A client of the server.</summary>
    public ShopClient Client { get; }

    /// <summary>Builds it from the arguments of its command line. It has locked its data folder, and is to be started.</summary>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = HostProgram.CreateBuilder(args, SingleArguments.CommandLine);
        configure?.Invoke(builder);
        return OrleansMicro.Silo.Program.CreateSingle(builder);
    }

    /// <summary>Starts it on any free port.</summary>
    public static async Task<SingleServer> Start(Action<WebApplicationBuilder>? configure = null, params string[] settings)
    {
        var folder = new TempFolder();
        WebApplication? app = null;
        try
        {
            app = Create(["--urls", "http://127.0.0.1:0", "--data", folder.Path, .. settings], configure);
            await app.StartAsync();
            return new SingleServer(app, folder);
        }
        catch
        {
            if (app is not null)
                await app.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        _folder.Dispose();
    }
}
