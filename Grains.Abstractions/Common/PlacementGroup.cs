using System.Globalization;

namespace OrleansMicro;

/// <summary>
/// What keeps the grains of one customer on one silo, so that a purchase leaves it less often. The built-in engine places grains by the group of their key: a key
/// that begins with four hexadecimal digits and a hyphen names its group, any other key belongs to that of its hash. The official engine knows no groups; there
/// the same grains prefer the silo of their caller.
/// </summary>
public static class PlacementGroup
{
    private const int NameLength = 4;

    /// <summary>The group of a grain whose key is an identifier: 0 to 65,535.</summary>
    public static int Of(string key)
    {
        if (key.Length > NameLength && key[NameLength] == '-'
            && ushort.TryParse(key.AsSpan(0, NameLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var named))
            return named;
        var hash = Fnv1a.Of(key);
        return (int)((hash >> 16) ^ (hash & 0xFFFF));
    }

    /// <summary>A key in the group of another: <c>{group as four hexadecimal digits}-{rest}</c>.</summary>
    public static string KeyBeside(string key, string rest) => string.Create(CultureInfo.InvariantCulture, $"{Of(key):x4}-{rest}");
}
