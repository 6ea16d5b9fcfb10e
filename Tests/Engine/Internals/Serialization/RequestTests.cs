using Orleans.CodeGeneration;

namespace OrleansMicro.Tests.Engine.Internals.Serialization;

public sealed class RequestTests
{
    private readonly Calls _target = new();

    [Theory, InlineData(true), InlineData(false)]
    public async Task Calls_the_overload_that_was_meant(bool asBytes)
    {
        var calls = new FakeRuntime(_target, asBytes).Reference<ICalls>("k");

        Assert.Equal(3, await calls.Add(1, 2));
        Assert.Equal(6, await calls.Add(1, 2, 3));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Calls_inherited_methods_of_the_interface_that_declares_them(bool asBytes)
    {
        var calls = new FakeRuntime(_target, asBytes).Reference<ICalls>("k");

        Assert.Equal("base x", await ((IBaseCalls)calls).Inherited("x"));
        Assert.Equal("plain x", await ((IPlainCalls)calls).Inherited("x"));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Isolates_arguments_and_results(bool asBytes)
    {
        var calls = new FakeRuntime(_target, asBytes).Reference<ICalls>("k");
        List<int> list = [1];

        var task = calls.Append(list, 2);
        list.Clear();
        var result = await task;

        Assert.Equal([1, 2], result);
        Assert.NotSame(_target.LastList, result);
        Assert.Empty(list);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Serves_every_kind_of_return_value(bool asBytes)
    {
        var calls = new FakeRuntime(_target, asBytes).Reference<ICalls>("k");

        await calls.Touch();
        await calls.Tell("told");
        calls.Shout("shouted");

        Assert.Equal(["touch", "told", "shouted"], _target.Heard);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Gives_the_caller_the_exception_of_the_method(bool asBytes)
    {
        var calls = new FakeRuntime(_target, asBytes).Reference<ICalls>("k");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => calls.Fail("broken"));
        var canceled = calls.Fail("cancel");
        var cancellation = await Assert.ThrowsAsync<OperationCanceledException>(() => canceled);

        Assert.Equal("broken", failure.Message);
        Assert.Equal("cancel", cancellation.Message);
        Assert.True(canceled.IsCanceled);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Calls_generic_methods_and_generic_interfaces(bool asBytes)
    {
        var runtime = new FakeRuntime(_target, asBytes);
        var calls = runtime.Reference<ICalls>("k");
        var store = runtime.Reference<IStore<string>>("k");

        Assert.Equal("text", await calls.Echo("text"));
        Assert.Equal(5, await calls.Echo(5));
        Assert.Equal("kept", await store.Keep("kept"));
        Assert.Equal(("a", 2), await store.Pair("a", 2));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Hands_the_target_a_token_that_the_call_cancels(bool asBytes)
    {
        var runtime = new FakeRuntime(_target, asBytes);
        var calls = runtime.Reference<ICalls>("k");
        using var source = new CancellationTokenSource();

        Assert.False(await calls.Wait(1));
        var waiting = calls.Wait(1, source.Token);
        var request = asBytes ? runtime.Received! : runtime.Last!;

        Assert.False(waiting.IsCompleted);
        Assert.True(request.IsCancellable);
        Assert.True(request.TryCancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Describes_the_call_to_filters()
    {
        var runtime = new FakeRuntime(_target, asBytes: false);
        await runtime.Reference<ICalls>("k").Echo("text");
        var request = runtime.Last!;

        Assert.Equal("Echo", request.GetMethodName());
        Assert.Equal(typeof(ICalls), request.GetInterfaceType());
        Assert.Equal(typeof(string), request.GetMethod().ReturnType.GetGenericArguments()[0]);
        Assert.Equal(TimeSpan.FromSeconds(7), request.GetDefaultResponseTimeout());
        Assert.Equal(InvokeMethodOptions.ReadOnly | InvokeMethodOptions.AlwaysInterleave, request.Options);
        Assert.Equal(1, request.GetArgumentCount());
        Assert.Equal("text", request.GetArgument(0));
        Assert.Same(_target, request.GetTarget());
        Assert.Throws<ArgumentOutOfRangeException>(() => request.GetArgument(1));
    }

    [Fact]
    public async Task Lets_filters_replace_arguments()
    {
        var runtime = new FakeRuntime(_target, asBytes: false);
        await runtime.Reference<ICalls>("k").Add(1, 2);
        var request = runtime.Last!;

        request.SetArgument(1, 40L);
        var response = await request.Invoke();

        Assert.Equal(41L, response.Result);
    }

    [Fact]
    public async Task Completes_a_caller_once()
    {
        var runtime = new FakeRuntime(_target, asBytes: false);
        var calls = runtime.Reference<ICalls>("k");

        Assert.Equal(3, await calls.Add(1, 2));

        Assert.False(runtime.Last!.Fail(new TimeoutException()));
    }
}
