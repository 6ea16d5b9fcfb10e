using Microsoft.Extensions.Options;

namespace OrleansMicro.Events;

/// <summary>How long events are kept; configuration section <c>Events</c>.</summary>
public sealed class EventOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Events";

    /// <summary>
    /// How long an event is kept at least. A sink that has not delivered it keeps it longer. 1 minute to 10 years.
    /// </summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How many events are kept at most, in all logs together, before older ones are deleted although their time is not over. A sink that has not
    /// delivered them keeps them. 10,000 to 10,000,000,000.
    /// </summary>
    public long MaxKept { get; set; } = 20_000_000;
}

/// <summary>The limits of <see cref="EventOptions"/>.</summary>
internal sealed class EventOptionsValidator : IValidateOptions<EventOptions>
{
    public ValidateOptionsResult Validate(string? name, EventOptions options) => new OptionErrors(EventOptions.Section)
        .Range(nameof(options.Retention), options.Retention, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3_652))
        .Range(nameof(options.MaxKept), options.MaxKept, 10_000, 10_000_000_000)
        .ToResult();
}
