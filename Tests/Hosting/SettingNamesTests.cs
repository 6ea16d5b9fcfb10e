using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;
using OrleansMicro.Orders;
using OrleansMicro.Silo;
using OrleansMicro.Silo.Storage;
using OrleansMicro.Tests.Architecture;

namespace OrleansMicro.Tests.Hosting;

/// <summary>Settings with a name that no program reads.</summary>
public sealed partial class SettingNamesTests
{
    // Read before there is a host, so no options have them.
    private static readonly string[] Early = ["Server:BatchScheduling", "Server:Mode", "Server:Secrets"];

    // The host decides it.
    private const string NoSetting = $"{SqliteStorageOptions.Section}:{nameof(SqliteStorageOptions.SoleWriter)}";

    [Theory]
    [InlineData("Server:OrderIdelTime", "Did you mean Server:OrderIdleTime?")]
    [InlineData("Server:orderidletimes", "Did you mean Server:OrderIdleTime?")]
    [InlineData("Orders:OrderIdleTime", "Did you mean Server:OrderIdleTime?")]
    [InlineData("Storage:Readers", "Did you mean Storage:Sqlite:Readers?")]
    [InlineData("Storage:Sqlit:Readers", "Did you mean Storage:Sqlite:Readers?")]
    [InlineData("Server:Port:0", "Did you mean Server:Port?")]
    [InlineData("Api:CorsOrigin:0", "Did you mean Api:CorsOrigins:0?")]
    [InlineData("Api:CorsOrigins", "Did you mean Api:CorsOrigins:0?")]
    [InlineData("Api:CorsOrigins:first", "Did you mean Api:CorsOrigins:0?")]
    [InlineData("Api:EverythingElse", "docs/operations.md lists the settings.")]
    public void A_mistyped_name_is_refused_with_the_nearest(string key, string hint) =>
        Assert.Equal([$"{key} is not a setting. {hint}"], Refused(key));

    [Theory]
    [InlineData("Ordres:MaxBackoff", "Did you mean Orders:MaxBackoff?")]
    [InlineData("Shop:Name", "docs/operations.md lists the settings.")]
    public void A_mistyped_section_of_an_argument_is_refused(string key, string hint)
    {
        Assert.Empty(Refused(key));
        Assert.Equal([$"{key} is not a setting. {hint}"], Refused([], key));
    }

    [Theory]
    [InlineData("Api:CorsOrigins:12")]
    [InlineData("ORDERS:maxBACKOFF")]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Kestrel:Limits:MaxConcurrentConnections")]
    [InlineData("urls")]
    [InlineData("environment")]
    public void Other_names_are_accepted(string key) => Assert.Empty(Refused([key], key));

    [Fact]
    public void Empty_lists_and_sections_are_accepted()
    {
        using var json = new MemoryStream("""{ "Api": { "CorsOrigins": [] }, "Payments": { "Simulator": {} }, "Orders": {} }"""u8.ToArray());
        SettingNames.RefuseOthers(new ConfigurationBuilder().AddJsonStream(json).Build(), []);
    }

    [Fact]
    public void Every_unknown_name_is_listed() => Assert.Equal(3, Refused(["Api:A", "Server:B", "Server:Port"], "Shop:C").Count);

    [Fact]
    public void The_names_are_those_of_the_options()
    {
        var options =
            from assembly in new[] { typeof(ApiOptions), typeof(HttpServerOptions), typeof(OrderOptions), typeof(ServerOptions) }
            from type in assembly.Assembly.GetTypes()
            let section = type.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)?.GetRawConstantValue()
            where section is not null
            from property in type.GetProperties().Where(static property => property.SetMethod is not null)
            select $"{section}:{property.Name}{(IsList(property.PropertyType) ? ":0" : "")}";

        Assert.Equal(options.Concat(Early).Except([NoSetting]).Order().ToArray(), SettingNames.All.Order().ToArray());
    }

    [Fact]
    public void Operations_lists_every_setting() =>
        Assert.Equal(SettingNames.All.Order().ToArray(), DocumentedNames(Repository.Lines("docs/operations.md")).Order().ToArray());

    [Fact]
    public void Pages_scripts_and_compose_files_name_only_settings()
    {
        var named =
            from file in Repository.Files
            where Path.GetExtension(file) is ".md" or ".yml" or ".sh" or "" or ".ts" && file != "CHANGELOG.md"
            from Match match in NamedSetting().Matches(Repository.Read(file))
            let key = match.Groups["key"].Value.Replace("__", ":", StringComparison.Ordinal)
            where key != "Section:Key" && Refused([key], key).Count > 0
            select $"{file}: {key}";
        Violations.None(named);
    }

    [Theory]
    [InlineData("--Server:OrderIdelTime", "5")]
    [InlineData("--Sever:OrderIdleTime", "5")]
    public void A_server_does_not_start_with_one(params string[] setting)
    {
        using var folder = new TempFolder();
        var failure = Assert.Throws<OptionsValidationException>(() => SingleServer.Create(["--data", folder.Path, .. setting]));
        Assert.Contains("Did you mean Server:OrderIdleTime?", failure.Message, StringComparison.Ordinal);
    }

    private static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable));

    private static IReadOnlyList<string> Refused(string key) => Refused([key]);

    private static IReadOnlyList<string> Refused(string[] keys, params string[] arguments)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(keys.Select(static key => KeyValuePair.Create<string, string?>(key, "5"))).Build();
        try
        {
            SettingNames.RefuseOthers(configuration, arguments);
            return [];
        }
        catch (OptionsValidationException failure)
        {
            return [.. failure.Failures];
        }
    }

    // The first cell of a row names one or several; a name that begins with a colon is of the same section as the one before it.
    private static IEnumerable<string> DocumentedNames(string[] lines)
    {
        foreach (var line in lines.SkipWhile(static line => !line.StartsWith("| setting |", StringComparison.Ordinal)).Skip(2).TakeWhile(IsRow))
        {
            var section = "";
            foreach (var name in DocumentedName().Matches(line.Split('|')[1]).Select(static match => match.Groups[1].Value))
            {
                var key = name[0] == ':' ? section + name : name;
                section = key[..key.LastIndexOf(':')];
                if (section != "Logging:LogLevel" && (!name.StartsWith(':') || !char.IsAsciiDigit(name[^1])))
                    yield return key;
            }
        }
    }

    private static bool IsRow(string line) => line.StartsWith('|');

    [GeneratedRegex("`([A-Za-z]*:[A-Za-z0-9:*]+)`")]
    private static partial Regex DocumentedName();

    [GeneratedRegex("--(?<key>[A-Z][A-Za-z]*(:[A-Z][A-Za-z]*)+)|" +
        "\\b(?<key>(Api|Cluster|Dashboard|Orders|Payments|Server|State|Storage)__[A-Za-z0-9_]+)")]
    private static partial Regex NamedSetting();
}
