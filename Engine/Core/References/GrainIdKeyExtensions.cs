using System.Buffers.Text;
using System.Text;

namespace Orleans.Runtime;

/// <summary>Integer, GUID and compound keys: integers are kept as hexadecimal text, GUIDs in their 32-digit form,
/// a key extension follows after a plus sign.</summary>
public static class GrainIdKeyExtensions
{
    private const byte Separator = (byte)'+';
    private const int GuidLength = 32;

    /// <summary>Makes a key from an integer.</summary>
    public static IdSpan CreateIntegerKey(long key) => CreateIntegerKey(key, ReadOnlySpan<byte>.Empty);

    /// <summary>Makes a key from an integer and an extension; no extension if it is empty.</summary>
    public static IdSpan CreateIntegerKey(long key, ReadOnlySpan<byte> keyExtension)
    {
        Span<byte> digits = stackalloc byte[sizeof(long) * 2];
        Utf8Formatter.TryFormat(key, digits, out var length, 'X');
        return Join(digits[..length], keyExtension);
    }

    /// <summary>Makes a key from an integer and an extension; no extension if it is null, empty or white space.</summary>
    public static IdSpan CreateIntegerKey(long key, string? keyExtension) => CreateIntegerKey(key, Bytes(keyExtension));

    /// <summary>Makes a key from a GUID.</summary>
    public static IdSpan CreateGuidKey(Guid key) => CreateGuidKey(key, ReadOnlySpan<byte>.Empty);

    /// <summary>Makes a key from a GUID and an extension; no extension if it is empty.</summary>
    public static IdSpan CreateGuidKey(Guid key, ReadOnlySpan<byte> keyExtension)
    {
        Span<byte> digits = stackalloc byte[GuidLength];
        Utf8Formatter.TryFormat(key, digits, out var length, 'N');
        return Join(digits[..length], keyExtension);
    }

    /// <summary>Makes a key from a GUID and an extension; no extension if it is null, empty or white space.</summary>
    public static IdSpan CreateGuidKey(Guid key, string? keyExtension) => CreateGuidKey(key, Bytes(keyExtension));

    /// <summary>Reads an integer key; false if the key is none.</summary>
    public static bool TryGetIntegerKey(this GrainId grainId, out long key, out string? keyExt)
    {
        var parsed = TryGetIntegerKey(grainId, out key);
        keyExt = Extension(grainId);
        return parsed;
    }

    /// <summary>Reads an integer key.</summary>
    /// <exception cref="ArgumentException">The key is no integer.</exception>
    public static long GetIntegerKey(this GrainId grainId, out string? keyExt)
        => grainId.TryGetIntegerKey(out var result, out keyExt) ? result : throw Invalid(grainId, "an Integer");

    /// <summary>Reads an integer key.</summary>
    /// <exception cref="ArgumentException">The key is no integer.</exception>
    public static long GetIntegerKey(this GrainId grainId)
        => grainId.TryGetIntegerKey(out var result) ? result : throw Invalid(grainId, "an Integer");

    /// <summary>Reads a GUID key; false if the key is none.</summary>
    public static bool TryGetGuidKey(this GrainId grainId, out Guid key, out string? keyExt)
    {
        var parsed = TryGetGuidKey(grainId, out key);
        keyExt = parsed ? Extension(grainId) : null;
        return parsed;
    }

    /// <summary>Reads a GUID key.</summary>
    /// <exception cref="ArgumentException">The key is no GUID.</exception>
    public static Guid GetGuidKey(this GrainId grainId, out string? keyExt)
        => grainId.TryGetGuidKey(out var result, out keyExt) ? result : throw Invalid(grainId, "a Guid");

    /// <summary>Reads a GUID key.</summary>
    /// <exception cref="ArgumentException">The key is no GUID.</exception>
    public static Guid GetGuidKey(this GrainId grainId)
        => grainId.TryGetGuidKey(out var result) ? result : throw Invalid(grainId, "a Guid");

    internal static bool TryGetIntegerKey(this GrainId grainId, out long key)
    {
        var digits = grainId.Key.AsSpan();
        var separator = digits.IndexOf(Separator);
        digits = separator < 0 ? digits : digits[..separator];
        return Utf8Parser.TryParse(digits, out key, out var length, 'X') && length == digits.Length;
    }

    internal static bool TryGetGuidKey(this GrainId grainId, out Guid key)
    {
        key = default;
        var digits = grainId.Key.AsSpan();
        var wellFormed = digits.Length == GuidLength || (digits.Length > GuidLength && digits[GuidLength] == Separator);
        return wellFormed && Utf8Parser.TryParse(digits[..GuidLength], out key, out var length, 'N') && length == GuidLength;
    }

    private static string? Extension(GrainId grainId)
    {
        var key = grainId.Key.AsSpan();
        var separator = key.IndexOf(Separator);
        return separator < 0 ? null : Encoding.UTF8.GetString(key[(separator + 1)..]);
    }

    private static byte[] Bytes(string? keyExtension)
        => string.IsNullOrWhiteSpace(keyExtension) ? [] : Encoding.UTF8.GetBytes(keyExtension);

    private static IdSpan Join(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> keyExtension)
        => new(keyExtension.IsEmpty ? digits.ToArray() : [.. digits, Separator, .. keyExtension]);

    private static ArgumentException Invalid(GrainId grainId, string kind)
        => new($"Value \"{grainId}\" is not in the correct format for {kind} key.", nameof(grainId));
}
