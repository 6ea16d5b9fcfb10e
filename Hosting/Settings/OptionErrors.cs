using System.Globalization;
using Microsoft.Extensions.Options;

namespace OrleansMicro.Hosting;

/// <summary>
/// Collects what is invalid in a configuration section. Every message names the configuration key, the value and the allowed range.
/// </summary>
/// <param name="section">The configuration section.</param>
public sealed class OptionErrors(string section)
{
    private readonly List<string> _errors = [];

    /// <summary>Requires a value from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public OptionErrors Range<T>(string name, T value, T least, T most)
        where T : IComparable<T> =>
        Require(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0, name, string.Create(
            CultureInfo.InvariantCulture, $"is {value}; it must be from {least} to {most}"));

    /// <summary>Requires a condition; the message says what is wrong with the setting, without its key and without a full stop.</summary>
    public OptionErrors Require(bool holds, string name, string message)
    {
        if (!holds)
            _errors.Add($"{section}:{name} {message}.");
        return this;
    }

    /// <summary>What a validator answers.</summary>
    public ValidateOptionsResult ToResult() => _errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_errors);
}
