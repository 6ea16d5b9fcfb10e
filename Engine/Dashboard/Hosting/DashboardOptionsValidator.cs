using Microsoft.Extensions.Options;

namespace Orleans.Dashboard;

/// <summary>Stops the start when an option can't work.</summary>
internal sealed class DashboardOptionsValidator : IValidateOptions<DashboardOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DashboardOptions options)
    {
        var errors = new List<string>();
        if (options.CounterUpdateIntervalMs is < 1_000 or > 60_000)
            errors.Add($"{nameof(DashboardOptions)}.{nameof(options.CounterUpdateIntervalMs)} is {options.CounterUpdateIntervalMs}; it must be from 1000 to 60000.");
        if (options.HistoryLength is < 10 or > 100)
            errors.Add($"{nameof(DashboardOptions)}.{nameof(options.HistoryLength)} is {options.HistoryLength}; it must be from 10 to 100.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
