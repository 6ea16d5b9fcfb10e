using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace OrleansMicro.Hosting;

/// <summary>The one way in which options are registered: bound to a section, with defaults, and validated at start.</summary>
public static class ValidatedOptions
{
    /// <summary>Registers options and their validator. A start with an invalid value fails, and the message names the configuration key.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="section">The configuration section.</param>
    /// <param name="defaults">Defaults of this host where they differ from those of the type.</param>
    public static void AddValidatedOptions<TOptions, TValidator>(
        this IHostApplicationBuilder builder, string section, Action<TOptions>? defaults = null)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        builder.Services.AddOptions<TOptions>().Configure(defaults ?? (static _ => { })).BindConfiguration(section).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
    }

    /// <summary>
    /// As <see cref="AddValidatedOptions"/>, and gives the options, for what must be known before the host is built. Throws
    /// <see cref="OptionsValidationException"/> if they are invalid.
    /// </summary>
    /// <inheritdoc cref="AddValidatedOptions"/>
    public static TOptions ReadValidatedOptions<TOptions, TValidator>(
        this IHostApplicationBuilder builder, string section, Action<TOptions>? defaults = null)
        where TOptions : class, new()
        where TValidator : class, IValidateOptions<TOptions>, new()
    {
        builder.AddValidatedOptions<TOptions, TValidator>(section, defaults);
        var options = new TOptions();
        defaults?.Invoke(options);
        builder.Configuration.GetSection(section).Bind(options);
        var result = new TValidator().Validate(Options.DefaultName, options);
        return result.Failed ? throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), result.Failures) : options;
    }
}
