using System.CommandLine;
using OrleansMicro.Bench.Seed;

namespace OrleansMicro.Bench.Commands;

/// <summary><c>seed</c>.</summary>
internal static class SeedCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder of the new database; it must have none", Required = true };
        var orders = CommonOptions.Number("--orders", "Past orders", 1_000_000, 0, 20_000_000);
        var products = CommonOptions.Number("--products", "Products", 100_000, 10, 10_000_000);
        var customers = CommonOptions.Number("--customers", "Customers", 100_000, 1, 10_000_000);
        var sellers = CommonOptions.Number("--sellers", "Sellers", 1_000, 1, 1_000_000);
        var number = CommonOptions.Number("--seed", "The same number gives the same shop", 1, 0, int.MaxValue);
        var command = new Command("seed", """
            Writes a shop with past orders into a new SQLite file, to start a server on: ./run --data FOLDER.

            The server's program writes it, with the rules of its grains: orders that are paid, shipped or delivered, their payments, packages,
            ledgers, lists and stock. A few products, sellers (seed-s0) and customers (seed-c0) have far more orders than the others. The file gets
            its name when it is complete.

            Exit code 0: written. 2: refused, with the reason. 3: gave up.
            """)
        {
            data, orders, products, customers, sellers, number,
        };
        command.SetAction((arguments, stop) => Outcome.Run(_ => new SeedProcess(
            arguments.GetRequiredValue(data).FullName,
            arguments.GetValue(orders),
            arguments.GetValue(products),
            arguments.GetValue(customers),
            arguments.GetValue(sellers),
            arguments.GetValue(number)).Run(stop)));
        return command;
    }
}
