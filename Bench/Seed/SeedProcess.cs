using System.Diagnostics;
using System.Globalization;

namespace OrleansMicro.Bench.Seed;

/// <summary>
/// The server's program, writing a shop into a new file. Grain calls would take hours for a million orders, and only the server knows how states are
/// stored, so it makes them itself.
/// </summary>
/// <param name="Data">The folder.</param>
/// <param name="Orders">Past orders.</param>
/// <param name="Products">Products.</param>
/// <param name="Customers">Customers.</param>
/// <param name="Sellers">Sellers.</param>
/// <param name="Number">The same number gives the same shop.</param>
internal sealed record SeedProcess(string Data, int Orders, int Products, int Customers, int Sellers, int Number)
{
    /// <summary>Runs it to its end. It writes to this process's output. Gives its exit code.</summary>
    public async Task<int> Run(CancellationToken stop)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [FindProgram(), .. Arguments()]))
            ?? throw new IOException("The server's program could not be started.");
        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        return process.ExitCode;
    }

    internal IReadOnlyList<string> Arguments() =>
    [
        "seed", "--data", Data, "--orders", Text(Orders), "--products", Text(Products), "--customers", Text(Customers),
        "--sellers", Text(Sellers), "--seed", Text(Number),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Beside this program, as in the tests' folder, or in its own folder of the same build.</summary>
    private static string FindProgram()
    {
        var build = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        string[] places =
        [
            Path.Combine(AppContext.BaseDirectory, "Silo.dll"),
            Path.Combine(AppContext.BaseDirectory, "..", "..", "Silo", build, "Silo.dll"),
        ];
        return Array.Find(places, File.Exists) is { } found
            ? Path.GetFullPath(found)
            : throw new IOException($"Silo.dll is not built; it should be at {Path.GetFullPath(places[^1])}.");
    }
}
