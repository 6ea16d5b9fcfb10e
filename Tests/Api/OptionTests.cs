namespace OrleansMicro.Tests.Api;

public sealed class OptionTests
{
    private readonly ApiOptionsValidator _validator = new();

    [Fact]
    public void Starts_with_the_defaults() => Assert.True(_validator.Validate(null, new ApiOptions()).Succeeded);

    [Fact]
    public void Refuses_to_start_with_a_wrong_setting_and_names_it()
    {
        AssertRefused(new() { Patience = TimeSpan.FromSeconds(26) }, "Api:Patience");
        AssertRefused(new() { Patience = TimeSpan.FromSeconds(-1) }, "Api:Patience");
        AssertRefused(new() { RetryFor = TimeSpan.FromSeconds(-1) }, "Api:RetryFor");
        AssertRefused(new() { RetryFor = TimeSpan.FromMinutes(3) }, "Api:RetryFor");
        AssertRefused(new() { BodyTimeout = TimeSpan.Zero }, "Api:BodyTimeout");
        AssertRefused(new() { CursorKey = "short" }, "Api:CursorKey");
        AssertRefused(new() { MaxConnections = 0 }, "Api:MaxConnections");
    }

    private void AssertRefused(ApiOptions options, string key)
    {
        var result = _validator.Validate(null, options);
        Assert.True(result.Failed);
        Assert.Contains(key, result.FailureMessage, StringComparison.Ordinal);
    }
}
