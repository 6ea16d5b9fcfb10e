using System.Diagnostics;

namespace OrleansMicro.Tests.EndToEnd.Common;

/// <summary>Installs programs that tests need from Debian's packages, one at a time: apt refuses to run twice at once.</summary>
public static class DebianPackage
{
    private const string Installer = "/usr/bin/apt-get";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);
    private static readonly SemaphoreSlim OneInstaller = new(1, 1);

    /// <summary>Whether packages can be installed at all: there is apt, and this is root.</summary>
    public static bool CanBeInstalled => File.Exists(Installer) && Environment.UserName == "root";

    /// <summary>Installs packages unless what is wanted is there already; fails the test if that cannot be done.</summary>
    /// <param name="isThere">Whether it is there.</param>
    /// <param name="packages">What to install otherwise.</param>
    public static async Task Install(Func<bool> isThere, params string[] packages)
    {
        await OneInstaller.WaitAsync();
        try
        {
            if (isThere())
                return;
            await Run("update", "-qq");
            await Run(["install", "-y", "-qq", "--no-install-recommends", .. packages]);
            Assert.True(isThere(), $"{packages[0]} could not be installed from Debian's packages.");
        }
        finally
        {
            OneInstaller.Release();
        }
    }

    private static async Task Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Installer, arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } })!;
        using var timeout = new CancellationTokenSource(Timeout);
        await process.WaitForExitAsync(timeout.Token);
        Assert.True(process.ExitCode == 0, $"{Installer} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
