namespace OrleansMicro.Tests.EndToEnd.Browser;

/// <summary>Pictures that tests take: beside the tests, or in <c>docs/</c> where <c>UPDATE_SCREENSHOTS=1</c> asks for new ones.</summary>
internal static class Screenshots
{
    /// <summary>Whether the pictures are for <c>docs/</c>.</summary>
    public static bool AreForDocumentation => Environment.GetEnvironmentVariable("UPDATE_SCREENSHOTS") == "1";

    /// <summary>Keeps a picture; one that is not of the documentation only ever lies beside the tests.</summary>
    public static async Task Save(string name, byte[] png, bool isDocumentation = false)
    {
        var folder = isDocumentation && AreForDocumentation ? Path.Combine(Checkout(), "docs") : Path.Combine(AppContext.BaseDirectory, "screenshots");
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, name), png);
    }

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrleansMicro.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run from inside a checkout; no OrleansMicro.sln above the test assembly.");
    }
}
