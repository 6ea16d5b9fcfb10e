using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Silo;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Tests.Hosting;

/// <summary>Settings whose text is not of their type.</summary>
public sealed class WrongSettingTypeTests
{
    private static readonly Type[] OptionTypes =
    [
        typeof(ApiOptions), typeof(ClusterConnectionOptions), typeof(HttpServerOptions), typeof(OperatorDashboardOptions),
        typeof(OrderOptions), typeof(PaymentOptions), typeof(PaymentSimulatorOptions), typeof(ServerOptions), typeof(SiloEndpointOptions),
        typeof(SqliteStorageOptions), typeof(StateOptions),
    ];

    /// <summary>The keys of all settings that are not texts, with the types that hold them.</summary>
    public static TheoryData<string, Type> Settings()
    {
        var settings = new TheoryData<string, Type>();
        foreach (var options in OptionTypes)
        {
            foreach (var property in options.GetProperties().Where(static p => p.SetMethod is not null && p.PropertyType.IsValueType))
                settings.Add($"{Section(options)}:{property.Name}", options);
        }

        return settings;
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_key_and_the_expected_type_are_named(string key, Type options)
    {
        var failure = Assert.ThrowsAny<Exception>(() => Configuration(key, "x").GetSection(Section(options)).Get(options));

        Assert.Matches($"^{key} is 'x'; it must be (a|true) .+\\.$", Assert.Single(StartFailures.Explain(failure)));
    }

    [Theory]
    [InlineData("Server:Port", "99999999999", "a whole number")]
    [InlineData("Server:Port", "1.5", "a whole number")]
    [InlineData("Api:MaxConnections", "many", "a whole number")]
    [InlineData("Api:CheckoutWait", "abc", "a duration such as 00:00:30")]
    [InlineData("Payments:MaxAttempts", "x", "a whole number")]
    [InlineData("Storage:Sqlite:BusyTimeout", "5 s", "a duration such as 00:00:30")]
    [InlineData("State:MaxReadAge", "x", "a duration such as 00:00:30")]
    public void A_server_does_not_start_with_one(string key, string value, string expected)
    {
        using var folder = new TempFolder();

        var failure = Assert.ThrowsAny<Exception>(() => Start("--data", folder.Path, $"--{key}", value));

        Assert.Equal([$"{key} is '{value}'; it must be {expected}."], StartFailures.Explain(failure));
    }

    [Fact]
    public void A_wrong_log_level_is_named()
    {
        using var folder = new TempFolder();

        var failure = Assert.ThrowsAny<Exception>(() => Start("--data", folder.Path, "--Logging:LogLevel:Default", "loud"));

        Assert.Matches("^A level of Logging:LogLevel is 'loud'; it must be .*Warning.*", Assert.Single(StartFailures.Explain(failure)));
    }

    [Fact]
    public async Task A_wrong_address_is_named()
    {
        using var folder = new TempFolder();
        await using var app = SingleServer.Create(["--data", folder.Path, "--urls", "nowhere"]);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync());

        Assert.Matches("'nowhere'", Assert.Single(StartFailures.Explain(failure)));
    }

    [Fact]
    public void A_broken_settings_file_is_named()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("broken.json"), """{ "Server": { "Port": 80 """);

        var failure = Assert.ThrowsAny<Exception>(() => new ConfigurationBuilder().AddJsonFile(folder.File("broken.json")).Build());

        Assert.Contains("broken.json", Assert.Single(StartFailures.Explain(failure)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(FormatException))]
    [InlineData(typeof(InvalidDataException))]
    public void Faults_of_the_program_are_not_explained(Type failure) =>
        Assert.Empty(StartFailures.Explain((Exception)Activator.CreateInstance(failure, "A fault.")!));

    private static void Start(params string[] args)
    {
        using var app = (IDisposable)SingleServer.Create(args);
        ((WebApplication)app).Services.GetRequiredService<IStartupValidator>().Validate();
    }

    private static string Section(Type options) =>
        (string)options.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;

    private static IConfiguration Configuration(string key, string value) => new ConfigurationBuilder()
        .AddInMemoryCollection([KeyValuePair.Create<string, string?>(key, value)])
        .Build();
}
