using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;

namespace OrleansMicro.Silo.Seed;

/// <summary>How large a shop is written; configuration section <c>Seed</c>.</summary>
internal sealed class SeedOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Seed";

    /// <summary>Past orders. 0 to 20,000,000.</summary>
    public int Orders { get; set; } = 1_000_000;

    /// <summary>Products. 10 to 10,000,000.</summary>
    public int Products { get; set; } = 100_000;

    /// <summary>Customers. 1 to 10,000,000.</summary>
    public int Customers { get; set; } = 100_000;

    /// <summary>Sellers. 1 to 1,000,000.</summary>
    public int Sellers { get; set; } = 1_000;

    /// <summary>The same number gives the same shop.</summary>
    public int Number { get; set; } = 1;
}

/// <summary>The limits of <see cref="SeedOptions"/>.</summary>
internal sealed class SeedOptionsValidator : IValidateOptions<SeedOptions>
{
    public ValidateOptionsResult Validate(string? name, SeedOptions options) => new OptionErrors(SeedOptions.Section)
        .Range(nameof(options.Orders), options.Orders, 0, 20_000_000)
        .Range(nameof(options.Products), options.Products, 10, 10_000_000)
        .Range(nameof(options.Customers), options.Customers, 1, 10_000_000)
        .Range(nameof(options.Sellers), options.Sellers, 1, 1_000_000)
        .ToResult();
}
