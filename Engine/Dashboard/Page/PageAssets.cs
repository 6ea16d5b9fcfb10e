using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Orleans.Dashboard;

/// <summary>The files of the page, which are part of the assembly: it needs nothing from elsewhere.</summary>
internal sealed class PageAssets
{
    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".js"] = "text/javascript; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, PageAsset> _all;

    /// <summary>Reads all files.</summary>
    public PageAssets()
    {
        var assembly = typeof(PageAssets).Assembly;
        _all = assembly.GetManifestResourceNames()
            .Where(static name => ContentTypes.ContainsKey(Path.GetExtension(name)))
            .ToFrozenDictionary(static name => name, name => Read(assembly.GetManifestResourceStream(name)!, name), StringComparer.Ordinal);
    }

    /// <summary>The names of the files.</summary>
    public IEnumerable<string> Names => _all.Keys;

    /// <summary>A file by its name.</summary>
    public PageAsset this[string name] => _all[name];

    private static PageAsset Read(Stream stream, string name)
    {
        using (stream)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            var content = copy.ToArray();
            return new(content, ContentTypes[Path.GetExtension(name)], $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
        }
    }
}

/// <summary>A file of the page.</summary>
internal sealed record PageAsset(byte[] Content, string ContentType, string ETag);
