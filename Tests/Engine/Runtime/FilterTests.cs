using System.Collections.Concurrent;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>A grain whose calls pass filters.</summary>
public interface IFilteredGrain : IGrainWithStringKey
{
    Task<string> Trace(string text);

    Task<int> Add(int left, int right);

    Task<string> TraceAt(string other, string text);

    Task Fail();
}

public sealed class FilteredGrain : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    public Task<string> Trace(string text) => Task.FromResult($"{RequestContext.Get("trace")}>{text}");

    public Task<int> Add(int left, int right) => Task.FromResult(left + right);

    public Task<string> TraceAt(string other, string text) => GrainFactory.GetGrain<IFilteredGrain>(other).Trace(text);

    public Task Fail() => throw new ArithmeticException("The grain fails as it was told.");

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        Assert.Same(this, context.Grain);
        Assert.Equal(nameof(FilteredGrain), context.ImplementationMethod.DeclaringType!.Name);
        RequestContext.Set("trace", RequestContext.Get("trace") + "-grain");
        try
        {
            await context.Invoke();
        }
        catch (ArithmeticException error)
        {
            throw new InvalidOperationException("seen by the grain's filter: " + error.Message);
        }

        if (context.MethodName == nameof(Add))
            context.Result = (int)context.Result! * 10;
    }
}

/// <summary>Filters of silo and client, and of a grain.</summary>
public sealed class FilterTests(FilterTests.Fixture fixture) : IClassFixture<FilterTests.Fixture>
{
    [Fact]
    public async Task Passes_the_filters_of_client_silo_and_grain_in_order()
    {
        var grain = fixture.Grains.GetGrain<IFilteredGrain>(RuntimeCluster.NewKey());
        Assert.Equal("client-silo-grain>x", await grain.Trace("x"));
    }

    [Fact]
    public async Task Passes_the_outgoing_filter_of_the_silo_between_grains()
    {
        var (first, second) = (RuntimeCluster.NewKey(), RuntimeCluster.NewKey());
        var answer = await fixture.Grains.GetGrain<IFilteredGrain>(first).TraceAt(second, "x");
        Assert.Equal("client-silo-grain-out-silo-grain>x", answer);
        Assert.Contains(fixture.Sources, source => source.Key == second && source.Value == first);
    }

    [Fact]
    public async Task Lets_a_filter_read_and_change_arguments_and_result()
    {
        var grain = fixture.Grains.GetGrain<IFilteredGrain>(RuntimeCluster.NewKey());
        Assert.Equal(50, await grain.Add(2, 3));
        Assert.Equal(1030, await grain.Add(100, 3));
        Assert.Equal(-1, await grain.Add(0, 666));
    }

    [Fact]
    public async Task Lets_a_filter_turn_one_exception_into_another()
    {
        var grain = fixture.Grains.GetGrain<IFilteredGrain>(RuntimeCluster.NewKey());
        var error = await Assert.ThrowsAsync<InvalidOperationException>(grain.Fail);
        Assert.Equal("seen by the grain's filter: The grain fails as it was told.", error.Message);
    }

    public sealed class Fixture : RuntimeCluster
    {
        /// <summary>Callers by the key of the grain they called.</summary>
        public ConcurrentDictionary<string, string> Sources { get; } = new();

        protected override void Configure(ISiloBuilder silo)
        {
            silo.AddIncomingGrainCallFilter(async context =>
            {
                if (context.Grain is not FilteredGrain grain)
                {
                    await context.Invoke();
                    return;
                }

                if (context.SourceId is { } source && !source.IsClient())
                    Sources[grain.GetPrimaryKeyString()] = source.Key.ToString()!;
                RequestContext.Set("trace", RequestContext.Get("trace") + "-silo");
                if (context.Request.GetArgumentCount() == 2 && context.Request.GetArgument(1) is 666)
                    context.Result = -1;
                else
                    await context.Invoke();
            });
            silo.AddOutgoingGrainCallFilter(async context =>
            {
                if (context.SourceContext?.GrainInstance is FilteredGrain)
                    RequestContext.Set("trace", RequestContext.Get("trace") + "-out");
                await context.Invoke();
            });
        }

        protected override void Configure(IClientBuilder client) =>
            client.AddOutgoingGrainCallFilter(async context =>
            {
                RequestContext.Set("trace", "client");
                await context.Invoke();
            });
    }
}
