using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Orleans.Dashboard;

/// <summary>Serves the page and the files that it loads.</summary>
internal static class DashboardPage
{
    private const string Start = "dashboard.html";

    // Scripts and styles are files of their own, so that nothing inline is ever run.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Maps page and files.</summary>
    public static void Map(RouteGroupBuilder group, IServiceProvider services)
    {
        var assets = services.GetService<PageAssets>()
            ?? throw new InvalidOperationException("The dashboard is not there: call AddDashboard on the silo builder or client builder first.");
        group.MapGet("/", http => ServeStart(http, assets[Start]));
        foreach (var name in assets.Names)
            group.MapGet("/" + name, http => Serve(http, assets[name]));
    }

    /// <summary>What every answer of the dashboard says to browsers.</summary>
    public static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private static Task ServeStart(HttpContext http, PageAsset page)
    {
        // The page names its files relative to itself, so its own address has to end with a slash.
        if (http.Request.Path.Value is { } path && !path.EndsWith('/'))
        {
            http.Response.Redirect($"{http.Request.PathBase}{http.Request.Path}/{http.Request.QueryString}");
            return Task.CompletedTask;
        }

        return Serve(http, page);
    }

    private static Task Serve(HttpContext http, PageAsset asset)
    {
        Protect(http.Response);
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.ETag = asset.ETag;
        if (http.Request.Headers[HeaderNames.IfNoneMatch] == asset.ETag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        http.Response.ContentType = asset.ContentType;
        http.Response.ContentLength = asset.Content.Length;
        return http.Response.Body.WriteAsync(asset.Content, 0, asset.Content.Length, http.RequestAborted);
    }
}
