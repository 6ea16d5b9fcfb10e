using System.Runtime.CompilerServices;
using Orleans.Concurrency;
using OrleansMicro.Simulation.Runtime;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Simulation;

/// <summary>No grain uses a part of Orleans that the simulation does not model. Such a grain would be simulated wrongly and seem correct.</summary>
public sealed class ModelledPartsTests
{
    public static TheoryData<Type> Grains =>
    [
        .. from type in typeof(StockGrain).Assembly.GetTypes()
           where type is { IsClass: true, IsAbstract: false } && typeof(IGrain).IsAssignableFrom(type) && !IsGenerated(type)
           select type,
    ];

    public static TheoryData<Type, string> Unmodelled => new()
    {
        { typeof(WorkerGrain), "StatelessWorkerAttribute" },
        { typeof(TokenGrain), "cancellation token" },
        { typeof(StreamGrain), "IAsyncEnumerable" },
        { typeof(ObservedGrain), "observer" },
        { typeof(VersionedGrain), "VersionAttribute" },
        { typeof(MovingGrain), "IGrainMigrationParticipant" },
        { typeof(ManagingGrain), "IClusterMembershipService" },
        { typeof(PredicateGrain), "MayInterleaveAttribute" },
    };

    [Theory]
    [MemberData(nameof(Grains))]
    public void A_grain_uses_modelled_parts_only(Type grain) => Assert.Empty(ModelledParts.ProblemsOf(grain));

    [Fact]
    public void All_grains_are_looked_at() => Assert.True(Grains.Count >= 10, $"{Grains.Count} grain classes");

    [Theory]
    [MemberData(nameof(Unmodelled))]
    public void An_unmodelled_part_is_noticed(Type grain, string part) =>
        Assert.Contains(ModelledParts.ProblemsOf(grain), problem => problem.Contains(part, StringComparison.Ordinal));

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), false) || typeof(GrainReference).IsAssignableFrom(type);

    public interface IWork : IGrainWithStringKey
    {
        Task Work();
    }

    public interface ITokenWork : IGrainWithStringKey
    {
        Task Work(GrainCancellationToken cancellationToken);
    }

    public interface IStreamWork : IGrainWithStringKey
    {
        IAsyncEnumerable<int> Work();
    }

    public interface IObserver : IGrainObserver
    {
        void Notify();
    }

    public interface IObservedWork : IGrainWithStringKey
    {
        Task Work(IObserver observer);
    }

    [Orleans.CodeGeneration.Version(2)]
    public interface IVersionedWork : IGrainWithStringKey
    {
        Task Work();
    }

    [StatelessWorker]
    public sealed class WorkerGrain : Grain, IWork
    {
        public Task Work() => Task.CompletedTask;
    }

    public sealed class TokenGrain : Grain, ITokenWork
    {
        public Task Work(GrainCancellationToken cancellationToken) => Task.CompletedTask;
    }

    public sealed class StreamGrain : Grain, IStreamWork
    {
        public IAsyncEnumerable<int> Work() => AsyncEnumerable.Empty<int>();
    }

    public sealed class ObservedGrain : Grain, IObservedWork
    {
        public Task Work(IObserver observer) => Task.CompletedTask;
    }

    public sealed class VersionedGrain : Grain, IVersionedWork
    {
        public Task Work() => Task.CompletedTask;
    }

    public sealed class MovingGrain : Grain, IWork, IGrainMigrationParticipant
    {
        public Task Work() => Task.CompletedTask;

        public void OnDehydrate(IDehydrationContext dehydrationContext)
        {
        }

        public void OnRehydrate(IRehydrationContext rehydrationContext)
        {
        }
    }

    public sealed class ManagingGrain(IClusterMembershipService members) : Grain, IWork
    {
        public Task Work() => members.Refresh().AsTask();
    }

    [MayInterleave(nameof(Interleaves))]
    public sealed class PredicateGrain : Grain, IWork
    {
        public static bool Interleaves(Orleans.Serialization.Invocation.IInvokable request) => request is not null;

        public Task Work() => Task.CompletedTask;
    }
}
