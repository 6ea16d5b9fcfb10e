using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;
using OrleansMicro.Payments;

namespace OrleansMicro.Tests.Common.States;

/// <summary>Where the states of a grain come from. That they do not migrate is tested with real silos.</summary>
public sealed class GrainStateFactoryTests
{
    private static readonly GrainId Grain = GrainId.Create("acquirer", "one");
    private readonly TestStorage _default = new(static () => { });
    private readonly TestStorage _named = new(static () => { });
    private readonly Lifecycle _lifecycle = new();

    [Theory]
    [InlineData(null, 1)]
    [InlineData(" ", 1)]
    [InlineData("named", 2)]
    public async Task A_state_is_read_from_its_provider_at_activation(string? provider, int captures)
    {
        _default.Store("state", "one", """{"captures":1}""");
        _named.Store("state", "one", """{"captures":2}""");

        var state = Create(provider, services => services.AddSingleton<IGrainStorage>(_default).AddKeyedSingleton<IGrainStorage>("named", _named));
        Assert.False(state.RecordExists);
        await _lifecycle.OnStart();

        Assert.Equal((captures, true), (state.State.Captures, state.RecordExists));
    }

    [Theory]
    [InlineData(null, "There is no default storage provider for grain type acquirer.")]
    [InlineData("other", "There is no storage provider \"other\" for grain type acquirer.")]
    public void A_missing_provider_is_named(string? provider, string message) =>
        Assert.Equal(message, Assert.Throws<BadProviderConfigException>(() => Create(provider, static _ => { })).Message);

    private IPersistentState<AcquirerState> Create(string? provider, Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection().AddStateRows();
        configure(services);
        var built = services.BuildServiceProvider();
        var context = Stub.For<IGrainContext>(member => member switch
        {
            "get_ActivationServices" => built,
            "get_GrainId" => Grain,
            "get_ObservableLifecycle" => _lifecycle,
            _ => throw new NotSupportedException(member),
        });
        return built.GetRequiredService<IPersistentStateFactory>().Create<AcquirerState>(context, new Configuration(provider));
    }

    private sealed record Configuration(string? StorageName) : IPersistentStateConfiguration
    {
        public string StateName => "state";
    }

    private sealed class Lifecycle() : LifecycleSubject(NullLogger.Instance), IGrainLifecycle
    {
        public void AddMigrationParticipant(IGrainMigrationParticipant participant) => throw new NotSupportedException("States do not migrate.");

        public void RemoveMigrationParticipant(IGrainMigrationParticipant participant) => throw new NotSupportedException();
    }
}
