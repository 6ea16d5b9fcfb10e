using OrleansMicro.Grpc;

namespace OrleansMicro.Tests.Api;

public sealed class OptionTests
{
    private readonly ApiOptionsValidator _validator = new();

    [Fact]
    public void Starts_with_the_defaults() => Assert.True(_validator.Validate(null, new ApiOptions()).Succeeded);

    [Fact]
    public void Refuses_to_start_with_a_wrong_setting_and_names_it()
    {
        AssertRefused(new() { CheckoutWait = TimeSpan.FromSeconds(26) }, "Api:CheckoutWait");
        AssertRefused(new() { CheckoutWait = TimeSpan.FromSeconds(-1) }, "Api:CheckoutWait");
        AssertRefused(new() { RetryTimeout = TimeSpan.FromSeconds(-1) }, "Api:RetryTimeout");
        AssertRefused(new() { RetryTimeout = TimeSpan.FromMinutes(3) }, "Api:RetryTimeout");
        AssertRefused(new() { BodyTimeout = TimeSpan.Zero }, "Api:BodyTimeout");
        AssertRefused(new() { CursorKey = "short" }, "Api:CursorKey");
        AssertRefused(new() { MaxConnections = 0 }, "Api:MaxConnections");
        AssertRefused(new() { CorsOrigins = ["https://shop.example/path"] }, "Api:CorsOrigins");
        AssertRefused(new() { CorsOrigins = ["*"] }, "Api:CorsOrigins");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void Refuses_a_port_of_grpc_that_does_not_exist(int port) => Assert.Contains(
        "Api:GrpcPort", new GrpcOptionsValidator().Validate(null, new() { GrpcPort = port }).FailureMessage, StringComparison.Ordinal);

    private void AssertRefused(ApiOptions options, string key)
    {
        var result = _validator.Validate(null, options);
        Assert.True(result.Failed);
        Assert.Contains(key, result.FailureMessage, StringComparison.Ordinal);
    }
}
