namespace OrleansMicro.Docs;

/// <summary>The reference, for programs and for people. Needs nothing from outside the process.</summary>
internal static class DocsApi
{
    private const string DocumentPath = "/openapi/v1.json";
    private const string PagePath = "/docs";

    public static void MapDocs(this WebApplication app)
    {
        var reference = app.Services.GetRequiredService<ApiReference>();
        var page = ReadPage();
        app.MapMethods(DocumentPath, [HttpMethods.Get], async http => await Write(http, await reference.Document, "application/json"));
        app.MapMethods(PagePath, [HttpMethods.Get], http =>
        {
            http.Response.Headers.ContentSecurityPolicy =
                "default-src 'none'; connect-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
            return Write(http, page, "text/html; charset=utf-8");
        });
        app.MapMethods("/", [HttpMethods.Get], http =>
        {
            http.Response.Redirect(PagePath);
            return Task.CompletedTask;
        });
    }

    private static Task Write(HttpContext http, byte[] content, string type)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = content.Length;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-cache";
        return http.Response.Body.WriteAsync(content, 0, content.Length);
    }

    private static byte[] ReadPage()
    {
        using var stream = typeof(DocsApi).Assembly.GetManifestResourceStream("docs.html")
            ?? throw new InvalidOperationException("The page docs.html is not in the assembly; see Api.csproj.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
