using Microsoft.Extensions.Options;

namespace OrleansMicro.Events;

/// <summary>How events name this marketplace. Configuration section <c>Events</c>.</summary>
public sealed class EventSourceOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Events";

    /// <summary>The CloudEvents attribute <c>source</c> of every event: a URI or a path, such as <c>https://shop.example</c>.</summary>
    public string Source { get; set; } = CloudEventJson.DefaultSource;
}

/// <summary>The limits of <see cref="EventSourceOptions"/>.</summary>
internal sealed class EventSourceOptionsValidator : IValidateOptions<EventSourceOptions>
{
    public ValidateOptionsResult Validate(string? name, EventSourceOptions options) =>
        options.Source.Length is > 0 and <= Limits.MaxUrlLength && Uri.IsWellFormedUriString(options.Source, UriKind.RelativeOrAbsolute)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{EventSourceOptions.Section}:{nameof(options.Source)} is {options.Source}; it must be a URI or a path such as /orleansmicro.");
}
