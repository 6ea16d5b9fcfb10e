using System.Globalization;
using Microsoft.Extensions.Options;

namespace OrleansMicro;

/// <summary>
/// Collects what is invalid in a configuration section, and names the key, the value and the allowed range. The hosts have the same in their
/// project, which grains do not know.
/// </summary>
internal sealed class OptionErrors(string section)
{
    private readonly List<string> _errors = [];

    /// <summary>No duration of a day or more makes sense for any setting of the grains.</summary>
    public static TimeSpan MaxDuration { get; } = TimeSpan.FromDays(1);

    /// <summary>Requires a value from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public OptionErrors Range<T>(string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            _errors.Add(string.Create(CultureInfo.InvariantCulture, $"{section}:{name} is {value}; it must be from {least} to {most}."));
        return this;
    }

    /// <summary>What a validator answers.</summary>
    public ValidateOptionsResult ToResult() => _errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_errors);
}
