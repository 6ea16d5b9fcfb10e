using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;

namespace OrleansMicro.Silo.Move;

/// <summary>How a shop is moved; configuration section <c>Move</c>.</summary>
internal sealed class MoveOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Move";

    /// <summary>Rows that are read together, and written in one transaction. 1 to 10,000.</summary>
    public int BatchRows { get; set; } = 500;
}

/// <summary>The limits of <see cref="MoveOptions"/>.</summary>
internal sealed class MoveOptionsValidator : IValidateOptions<MoveOptions>
{
    public ValidateOptionsResult Validate(string? name, MoveOptions options) =>
        new OptionErrors(MoveOptions.Section).Range(nameof(options.BatchRows), options.BatchRows, 1, 10_000).ToResult();
}
