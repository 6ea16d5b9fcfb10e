using System.Diagnostics;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Tests.Api.Faults;
using OrleansMicro.Tests.Common;
using Xunit.Abstractions;
using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Tests.Api.Grpc;

/// <summary>What a deadline ends: docs/architecture.md, cancelled calls.</summary>
[Collection(MarketplaceTests.Name)]
public sealed class DeadlineTests(MarketplaceCluster cluster, ITestOutputHelper output)
{
    private const int Tries = 20;
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongDeadline = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_deadline_is_seen_in_the_grain_within_100_ms()
    {
        await using var host = await FaultHost.Start(
            call => GetSlowly(call.Key, call.Arguments.OfType<CancellationToken>().Single()), listens: true);
        var catalog = new Proto.CatalogService.CatalogServiceClient(host.Channel());
        await cluster.Grains.GetGrain<ISlowGrain>("s/warm-up").CancelledAfter();
        var late = TimeSpan.MaxValue;

        // The machine may be busy with other tests, so that a deadline passes before the grain is called. The best of a few counts.
        for (var i = 0; i < Tries && late > TimeSpan.FromMilliseconds(100); i++)
        {
            var product = MarketplaceCluster.NewId("p");
            var request = new Proto.GetProductRequest { SellerId = "s", ProductId = product };
            var error = await catalog.GetProductAsync(request, deadline: DateTime.UtcNow + Deadline).Error();

            Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
            var seen = await cluster.Grains.GetGrain<ISlowGrain>($"s/{product}").CancelledAfter();
            late = seen - Deadline ?? TimeSpan.MaxValue;
        }

        output.WriteLine($"{late.TotalMilliseconds} ms after the deadline");
        Assert.InRange(late, TimeSpan.FromMilliseconds(-50), TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task A_deadline_ends_the_wait_for_a_change_but_not_the_change()
    {
        var change = new TaskCompletionSource<Result<CartChange>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var tokens = new List<CancellationToken>();
        var ended = new Ended();
        await using var host = await FaultHost.Start(
            call =>
            {
                tokens.AddRange(call.Arguments.OfType<CancellationToken>());
                return change.Task;
            },
            services: services => services.AddSingleton(ended).PostConfigure<GrpcServiceOptions>(Outermost<EndedInterceptor>),
            listens: true);
        var carts = new Proto.CartsService.CartsServiceClient(host.Channel());

        var error = await carts.ClearCartAsync(new() { CustomerId = "c" }, deadline: DateTime.UtcNow + LongDeadline).Error();

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        await ended.Source.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(Assert.Single(tokens).CanBeCanceled);
        Assert.False(change.Task.IsCompleted);
    }

    private async Task<Product?> GetSlowly(string key, CancellationToken cancellation)
    {
        await cluster.Grains.GetGrain<ISlowGrain>(key).Run(cancellation);
        return null;
    }

    private static void Outermost<T>(GrpcServiceOptions options)
        where T : Interceptor
    {
        options.Interceptors.Add<T>();
        var last = options.Interceptors[^1];
        options.Interceptors.RemoveAt(options.Interceptors.Count - 1);
        options.Interceptors.Insert(0, last);
    }

    private sealed class Ended
    {
        public TaskCompletionSource Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class EndedInterceptor(Ended ended) : Interceptor
    {
        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            try
            {
                return await continuation(request, context);
            }
            finally
            {
                ended.Source.TrySetResult();
            }
        }
    }
}

/// <summary>A grain that takes a second to answer, unless it is cancelled.</summary>
[Alias("om.tests.ISlowGrain")]
public interface ISlowGrain : IGrainWithStringKey
{
    [AlwaysInterleave, Alias("Run")]
    Task Run(CancellationToken cancellation);

    /// <summary>How long after its start the call saw that it is cancelled; null if it did not.</summary>
    [Alias("CancelledAfter")]
    Task<TimeSpan?> CancelledAfter();
}

public sealed class SlowGrain : Grain, ISlowGrain
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);
    private readonly TaskCompletionSource<TimeSpan?> _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _called;

    public async Task Run(CancellationToken cancellation)
    {
        _called = true;
        var started = Stopwatch.GetTimestamp();
        await Task.Delay(Duration, TimeProvider.System, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _cancelled.TrySetResult(cancellation.IsCancellationRequested ? Stopwatch.GetElapsedTime(started) : null);
    }

    public Task<TimeSpan?> CancelledAfter() => _called ? _cancelled.Task : Task.FromResult<TimeSpan?>(null);
}
