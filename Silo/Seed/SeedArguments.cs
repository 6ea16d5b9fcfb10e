using OrleansMicro.Hosting;

namespace OrleansMicro.Silo.Seed;

/// <summary>The arguments of a seed.</summary>
internal static class SeedArguments
{
    /// <summary>They and their help.</summary>
    public static CommandLine CommandLine { get; } = new(
        """
        Writes a shop with past orders into a new SQLite file, to measure with. 'Bench seed' starts it.

        usage: run seed --data FOLDER [--orders N] [--products N] [--customers N] [--sellers N] [--seed NUMBER]

          --data FOLDER      folder of the new database (data); it must have none
          --orders N         past orders: paid, shipped and delivered (1,000,000)
          --products N       products (100,000)
          --customers N      customers (100,000)
          --sellers N        sellers (1,000)
          --seed NUMBER      the same number gives the same shop (1)

        The states are made by the rules of the grains, as an undisturbed purchase makes them. The file gets its name when it is complete.
        If the command is interrupted, repeat it.

        Exit code 0: written. 2: refused, with the reason. The last line of standard output is JSON.
        """,
        defaultPort: 0,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--data"] = $"{ServerOptions.Section}:{nameof(ServerOptions.Data)}",
            ["--orders"] = $"{SeedOptions.Section}:{nameof(SeedOptions.Orders)}",
            ["--products"] = $"{SeedOptions.Section}:{nameof(SeedOptions.Products)}",
            ["--customers"] = $"{SeedOptions.Section}:{nameof(SeedOptions.Customers)}",
            ["--sellers"] = $"{SeedOptions.Section}:{nameof(SeedOptions.Sellers)}",
            ["--seed"] = $"{SeedOptions.Section}:{nameof(SeedOptions.Number)}",
        });
}
