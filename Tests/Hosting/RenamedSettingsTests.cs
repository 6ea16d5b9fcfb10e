using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Silo;

namespace OrleansMicro.Tests.Hosting;

/// <summary>Settings that are still given under the name that they had before.</summary>
public sealed class RenamedSettingsTests
{
    // Both as constants, so that a change of the table alone cannot pass.
    [Theory]
    [InlineData("Api:Patience", "Api:CheckoutWait")]
    [InlineData("Api:RetryFor", "Api:RetryTimeout")]
    [InlineData("Cluster:RedisPatience", "Cluster:RedisStartupTimeout")]
    [InlineData("Cluster:DeadAfter", "Cluster:FailureDetectionTimeout")]
    [InlineData("Orders:HoldFor", "Orders:ReservationLifetime")]
    [InlineData("Orders:GiveUpAfter", "Orders:CheckoutTimeout")]
    [InlineData("Orders:FirstBackOff", "Orders:InitialBackoff")]
    [InlineData("Payments:FirstBackOff", "Payments:InitialBackoff")]
    [InlineData("Cluster:RedisPasswordFile", "Cluster:RedisPassword")]
    [InlineData("Dashboard:OperatorKeyFile", "Dashboard:OperatorKey")]
    [InlineData("ORDERS:holdfor", "Orders:ReservationLifetime")]
    public void An_old_name_is_refused_with_the_new_one(string oldName, string newName)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => RenamedSettings.Refuse(Configuration(oldName)));
        Assert.Contains($"Use {newName} instead", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void The_new_name_of_a_file_with_a_secret_is_named()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => RenamedSettings.Refuse(Configuration("Dashboard:OperatorKeyFile")));
        Assert.Contains("Dashboard__OperatorKey", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Server:Secrets", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_old_name_is_listed()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => RenamedSettings.Refuse(Configuration([.. RenamedSettings.NewNames.Keys])));
        Assert.Equal(RenamedSettings.NewNames.Count, failure.Failures.Count());
    }

    [Fact]
    public void New_names_are_settings_and_old_names_are_not()
    {
        var settings = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
        {
            [ApiOptions.Section] = typeof(ApiOptions),
            [ClusterConnectionOptions.Section] = typeof(ClusterConnectionOptions),
            [OperatorDashboardOptions.Section] = typeof(OperatorDashboardOptions),
            [OrderOptions.Section] = typeof(OrderOptions),
            [PaymentOptions.Section] = typeof(PaymentOptions),
        };
        foreach (var (oldName, newName) in RenamedSettings.NewNames)
        {
            Assert.NotNull(PropertyOf(newName));
            Assert.Null(PropertyOf(oldName));
        }

        object? PropertyOf(string key) => key.Split(':') is [var section, var name] ? settings[section].GetProperty(name) : null;
    }

    [Fact]
    public void A_server_does_not_start_with_one()
    {
        using var folder = new TempFolder();
        var failure = Assert.Throws<OptionsValidationException>(
            () => SingleServer.Create(["--data", folder.Path, "--Orders:HoldFor", "00:05:00"]));
        Assert.Contains("Orders:ReservationLifetime", failure.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Configuration(params string[] keys) => new ConfigurationBuilder()
        .AddInMemoryCollection(keys.Select(static key => KeyValuePair.Create<string, string?>(key, "00:05:00")))
        .Build();
}
