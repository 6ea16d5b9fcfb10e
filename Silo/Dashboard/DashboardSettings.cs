using System.Text;
using Microsoft.Extensions.Options;

namespace OrleansMicro.Silo;

/// <summary>Who may see the dashboard; configuration section <c>Dashboard</c>.</summary>
public sealed class DashboardSettings
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Dashboard";

    /// <summary>The fewest characters of an operator key.</summary>
    public const int MinKeyLength = 16;

    /// <summary>
    /// The operator's password, at least 16 characters. Where neither this nor <see cref="OperatorKeyFile"/> is set, the dashboard answers
    /// only to browsers on the same machine.
    /// </summary>
    public string? OperatorKey { get; set; }

    /// <summary>A file whose first line is the operator's password, such as a container's secret. Not together with <see cref="OperatorKey"/>.</summary>
    public string? OperatorKeyFile { get; set; }
}

/// <summary>Takes the key from its file, so that everything after it knows one place only.</summary>
internal sealed class DashboardKeyFile : IPostConfigureOptions<DashboardSettings>
{
    private const int MaxFileBytes = 4 * 1024;

    public void PostConfigure(string? name, DashboardSettings options)
    {
        if (string.IsNullOrEmpty(options.OperatorKeyFile) || !string.IsNullOrEmpty(options.OperatorKey))
            return;
        try
        {
            using var file = File.OpenRead(options.OperatorKeyFile);
            var content = new byte[MaxFileBytes];
            var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            options.OperatorKey = Encoding.UTF8.GetString(content, 0, length).Split('\n')[0].Trim();
            options.OperatorKeyFile = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(
                "", typeof(DashboardSettings), [$"{DashboardSettings.Section}:{nameof(options.OperatorKeyFile)}: {e.Message}"]);
        }
    }
}

/// <summary>Stops the start with the names of the keys that are wrong.</summary>
internal sealed class DashboardSettingsValidator : IValidateOptions<DashboardSettings>
{
    public ValidateOptionsResult Validate(string? name, DashboardSettings options)
    {
        // The file has been read by now, and its setting is gone; both are there if both were set.
        if (!string.IsNullOrEmpty(options.OperatorKey) && !string.IsNullOrEmpty(options.OperatorKeyFile))
            return Fail("set it or OperatorKeyFile, not both");
        if (options.OperatorKey is null)
            return ValidateOptionsResult.Success;
        return options.OperatorKey.Length < DashboardSettings.MinKeyLength
            ? Fail($"has {options.OperatorKey.Length} characters; it must have at least {DashboardSettings.MinKeyLength}")
            : ValidateOptionsResult.Success;
    }

    private static ValidateOptionsResult Fail(string what) =>
        ValidateOptionsResult.Fail($"{DashboardSettings.Section}:{nameof(DashboardSettings.OperatorKey)}: {what}.");
}
