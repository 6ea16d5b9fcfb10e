using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Orleans.Runtime;

namespace Orleans.Reminders.Redis;

/// <summary>
/// A reminder as Orleans writes it: a member of a sorted set, all of the same score, whose text is hash, grain, name, ETag, start and
/// period as JSON strings with commas between them. The set's order makes a prefix of that a range.
/// </summary>
internal static class ReminderRow
{
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>The member for a reminder under a new ETag.</summary>
    public static string Write(ReminderEntry entry, string etag) => Join(
        Hash(entry.GrainId), entry.GrainId.ToString(), entry.ReminderName, etag,
        entry.StartAt.ToString("O", CultureInfo.InvariantCulture), entry.Period.ToString("c", CultureInfo.InvariantCulture));

    /// <summary>The reminder of a member.</summary>
    /// <exception cref="FormatException">The text is no reminder.</exception>
    public static ReminderEntry Read(string member)
    {
        var parts = JsonSerializer.Deserialize<string[]>($"[{member}]");
        if (parts is not { Length: >= 6 })
            throw new FormatException($"Not a reminder: {member}");
        return new ReminderEntry
        {
            GrainId = GrainId.Parse(parts[1]),
            ReminderName = parts[2],
            ETag = parts[3],
            StartAt = DateTime.Parse(parts[4], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            Period = TimeSpan.Parse(parts[5], CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Bounds of the members of a grain, or of those with a name, or of the one with an ETag.</summary>
    public static (string From, string To) RangeOf(GrainId grainId, params ReadOnlySpan<string> more)
    {
        var prefix = Join([Hash(grainId), grainId.ToString(), .. more]);

        // The next character of a longer member is a comma and then a quote, and a hash sign is what follows a quote.
        return ($"{prefix},\"", $"{prefix},#");
    }

    private static string Hash(GrainId grainId) => OrleansHash.Of(grainId).ToString("X8", CultureInfo.InvariantCulture);

    private static string Join(params ReadOnlySpan<string> parts)
    {
        var quoted = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            quoted[i] = $"\"{Encoder.Encode(parts[i])}\"";
        return string.Join(',', quoted);
    }
}
