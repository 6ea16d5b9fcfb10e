namespace OrleansMicro.Tests.Bench;

/// <summary>A fact about the real retail file; skipped, and said so, where the file is not there.</summary>
internal sealed class RetailDataFactAttribute : FactAttribute
{
    private const string FileName = "online-retail-2010-12.csv";

    public RetailDataFactAttribute()
    {
        if (Path is null) Skip = $"shared/data/{FileName} was not found in or beside a folder above; set RETAIL_FILE to its path.";
    }

    public static string? Path { get; } = Environment.GetEnvironmentVariable("RETAIL_FILE") ?? Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = System.IO.Path.Combine(folder.FullName, "shared", "data", FileName);
            if (File.Exists(file)) return file;
        }

        return null;
    }
}
