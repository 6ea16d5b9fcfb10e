using Microsoft.Extensions.Options;

namespace OrleansMicro;

/// <summary>The limits of <see cref="StateOptions"/>.</summary>
internal sealed class StateOptionsValidator : IValidateOptions<StateOptions>
{
    public ValidateOptionsResult Validate(string? name, StateOptions options) => new OptionErrors(StateOptions.Section)
        .Range(nameof(options.MaxReadAge), options.MaxReadAge ?? TimeSpan.Zero, TimeSpan.Zero, OptionErrors.MaxDuration)
        .ToResult();
}
