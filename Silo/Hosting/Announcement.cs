namespace OrleansMicro.Silo;

/// <summary>The one line that the server prints when it is ready.</summary>
internal static class Announcement
{
    public static void Print(WebApplication app, DataFolder folder)
    {
        var url = app.Urls.FirstOrDefault() ?? "";
        Console.Out.WriteLine($"OrleansMicro ({EngineInfo.Name}) is ready. API: {url}/v1  docs: {url}/docs  data: {folder.Path}");
        Console.Out.Flush();
    }
}
