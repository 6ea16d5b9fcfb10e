using System.Text;

namespace OrleansMicro.Hosting;

/// <summary>A secret that is handed over as a file, as container runtimes do, so that it shows neither in the environment nor in an argument.</summary>
internal static class SecretFile
{
    private const int MaxFileBytes = 4 * 1024;

    /// <summary>The first line of a file of at most 4 KB; throws <see cref="StartException"/> that names <paramref name="key"/> if there is none.</summary>
    public static string Read(string path, string key)
    {
        try
        {
            using var file = File.OpenRead(path);
            var content = new byte[MaxFileBytes];
            var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            var secret = Encoding.UTF8.GetString(content, 0, length).Split('\n')[0].Trim();
            return secret.Length > 0 ? secret : throw new StartException($"{key}: the first line of {path} is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"{key}: {e.Message}", e);
        }
    }
}
