using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;

namespace OrleansMicro.Silo;

/// <summary>The limits of <see cref="OperatorDashboardOptions"/>.</summary>
internal sealed class OperatorDashboardOptionsValidator : IValidateOptions<OperatorDashboardOptions>
{
    public ValidateOptionsResult Validate(string? name, OperatorDashboardOptions options) => new OptionErrors(OperatorDashboardOptions.Section)
        .Require(
            options.OperatorKey is not { Length: < OperatorDashboardOptions.MinKeyLength },
            nameof(options.OperatorKey),
            $"has {options.OperatorKey?.Length} characters; it must have at least {OperatorDashboardOptions.MinKeyLength}")
        .ToResult();
}
