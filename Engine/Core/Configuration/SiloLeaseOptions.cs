using Microsoft.Extensions.Options;

namespace Orleans.Configuration;

/// <summary>The lease by which a silo proves to its cluster that it lives. All silos of a cluster must use the same values.</summary>
public sealed class SiloLeaseOptions
{
    /// <summary>A silo that has not renewed its lease for this long may be declared dead by any other.</summary>
    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How much earlier than <see cref="Duration"/> the silo itself stops serving: for the difference between the rates of two clocks,
    /// and for an answer that is on its way when the time is over.
    /// </summary>
    public TimeSpan Margin { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How often the lease is renewed, which is also how often a silo looks at the others.</summary>
    public TimeSpan RenewPeriod { get; set; } = TimeSpan.FromSeconds(0.75);

    /// <summary>What silos get in addition to <see cref="Duration"/> after nobody could renew for a while, because they find the store again one by one.</summary>
    public TimeSpan GraceAfterOutage { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How often a silo asks the others for a sign of life over the network.</summary>
    public TimeSpan ProbePeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A silo that did not answer one other for this long gets its vote; with the votes of most others it is declared dead.</summary>
    public TimeSpan SuspectAfter { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Checks <see cref="SiloLeaseOptions"/> when the silo starts.</summary>
internal sealed class SiloLeaseOptionsValidator : IValidateOptions<SiloLeaseOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SiloLeaseOptions options)
    {
        var errors = new List<string>();
        if (options.RenewPeriod <= TimeSpan.Zero)
            errors.Add($"{nameof(SiloLeaseOptions)}.{nameof(options.RenewPeriod)} must be positive.");
        if (options.Margin <= TimeSpan.Zero)
            errors.Add($"{nameof(SiloLeaseOptions)}.{nameof(options.Margin)} must be positive.");
        if (options.Duration - options.Margin < 2 * options.RenewPeriod)
        {
            errors.Add($"{nameof(SiloLeaseOptions)}.{nameof(options.Duration)} must leave room for two renewals:"
                + $" at least twice {nameof(options.RenewPeriod)}, and {nameof(options.Margin)}.");
        }

        if (options.GraceAfterOutage < TimeSpan.Zero)
            errors.Add($"{nameof(SiloLeaseOptions)}.{nameof(options.GraceAfterOutage)} must not be negative.");
        if (options.ProbePeriod <= TimeSpan.Zero || options.SuspectAfter < 2 * options.ProbePeriod)
            errors.Add($"{nameof(SiloLeaseOptions)}.{nameof(options.SuspectAfter)} must be at least twice {nameof(options.ProbePeriod)}, which must be positive.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
