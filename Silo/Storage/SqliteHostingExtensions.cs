using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace OrleansMicro.Silo.Storage;

/// <summary>Puts grain state and reminders of a silo into SQLite.</summary>
public static class SqliteHostingExtensions
{
    private const string DefaultName = "Default";

    /// <summary>Stores the state of grains that name no provider. The options are checked when the silo starts.</summary>
    public static ISiloBuilder AddSqliteGrainStorageAsDefault(this ISiloBuilder builder, Action<SqliteStorageOptions> configure)
    {
        builder.AddSqliteGrainStorage(DefaultName, configure);
        builder.Services.TryAddSingleton(static services => services.GetRequiredKeyedService<IGrainStorage>(DefaultName));
        return builder;
    }

    /// <summary>Stores the state of grains that name this provider. Providers of the same file share its writer.</summary>
    public static ISiloBuilder AddSqliteGrainStorage(this ISiloBuilder builder, string name, Action<SqliteStorageOptions> configure)
    {
        AddDatabase(builder.Services, name, configure);
        builder.Services.AddStateUpgrades();
        builder.Services.TryAddSingleton(static services =>
            new JsonGrainStorageSerializer(StateJson.Options, services.GetRequiredService<StateUpgrades>()));
        builder.Services.AddKeyedSingleton<IGrainStorage>(name, static (services, key) => services.ForGrains(
            new SqliteGrainStorage(
                services.GetRequiredService<SqliteDatabases>().Get((string)key!),
                services.GetKeyedService<IGrainStorageSerializer>(key) ?? services.GetRequiredService<JsonGrainStorageSerializer>()),
            static error => error is SqliteStorageException));
        return builder;
    }

    /// <summary>Stores reminders. The options are checked when the silo starts.</summary>
    public static ISiloBuilder UseSqliteReminderService(this ISiloBuilder builder, Action<SqliteStorageOptions> configure)
    {
        const string Name = "Reminders";
        AddDatabase(builder.Services, Name, configure);
        builder.AddReminders();
        builder.Services.AddSingleton<IReminderTable>(static services =>
            new SqliteReminderTable(services.GetRequiredService<SqliteDatabases>().Get(Name)));
        return builder;
    }

    private static void AddDatabase(IServiceCollection services, string name, Action<SqliteStorageOptions> configure)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStorageOptions>, SqliteStorageOptionsValidator>());
        services.AddOptions<SqliteStorageOptions>(name).Configure(configure).ValidateOnStart();
        services.TryAddSingleton<SqliteDatabases>();
    }
}
