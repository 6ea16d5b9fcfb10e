namespace OrleansMicro.Hosting;

/// <summary>Where a server listens for HTTP.</summary>
internal static class Listening
{
    /// <summary>Listens on the port of the options on this machine only, unless addresses are configured.</summary>
    public static void ListenOn(this WebApplicationBuilder builder, HttpServerOptions options)
    {
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(options.Port == 0 ? "http://127.0.0.1:0" : $"http://localhost:{options.Port}");
    }

    /// <summary>Prints one line when the server has started.</summary>
    public static void AnnounceWhenStarted(this WebApplication app, Func<string, string> line) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        Console.Out.WriteLine(line(app.Urls.FirstOrDefault() ?? ""));
        Console.Out.Flush();
    });
}
