using System.Globalization;

namespace Orleans;

/// <summary>How long an activation of the class may be idle before it is deactivated.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class CollectionAgeLimitAttribute : Attribute
{
    /// <summary>The shortest limit that is allowed.</summary>
    public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

    /// <summary>Set the limit by <see cref="Days"/>, <see cref="Hours"/>, <see cref="Minutes"/> or <see cref="AlwaysActive"/>.</summary>
    public CollectionAgeLimitAttribute()
    {
    }

    /// <summary>Sets the limit from the text of a <see cref="TimeSpan"/>.</summary>
    /// <exception cref="ArgumentException">The text is no time span.</exception>
    public CollectionAgeLimitAttribute(string inactivityPeriod)
    {
        if (!TimeSpan.TryParse(inactivityPeriod, CultureInfo.InvariantCulture, out var age))
            throw new ArgumentException($"'{inactivityPeriod}' is not a time span.", nameof(inactivityPeriod));
        Days = age.TotalDays;
    }

    /// <summary>Never collect.</summary>
    public bool AlwaysActive { get; set; }

    /// <summary>Days of the limit.</summary>
    public double Days { get; set; }

    /// <summary>Hours of the limit.</summary>
    public double Hours { get; set; }

    /// <summary>Minutes of the limit.</summary>
    public double Minutes { get; set; }

    /// <summary>The limit, at least <see cref="MinAgeLimit"/>.</summary>
    public TimeSpan AgeLimit
    {
        get
        {
            if (AlwaysActive)
                return Timeout.InfiniteTimeSpan;
            var span = TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
            return span <= TimeSpan.Zero ? MinAgeLimit : span < MinAgeLimit ? MinAgeLimit : span;
        }
    }
}

/// <summary>Activations of the class are never collected for being idle.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class KeepAliveAttribute : Attribute;
