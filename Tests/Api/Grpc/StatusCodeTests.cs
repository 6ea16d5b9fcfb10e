using System.Reflection;
using Grpc.Core;
using OrleansMicro.Carts;
using OrleansMicro.Grpc;
using OrleansMicro.Problems;
using OrleansMicro.Tests.Api.Faults;
using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Tests.Api.Grpc;

/// <summary>Problem codes and cluster failures as gRPC errors.</summary>
public sealed class StatusCodeTests
{
    private static readonly string[] Names = [.. new[] { typeof(ProblemCodes), typeof(RefusalCodes) }
        .SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(static constant => constant.IsLiteral).Select(static constant => (string)constant.GetRawConstantValue()!).Distinct()];

    public static TheoryData<string> Codes => [.. Names];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_problem_code_has_a_grpc_status(string code) => Assert.Contains(code, GrpcStatusCodes.All.Keys);

    [Fact]
    public void Every_grpc_status_is_of_a_problem_code() =>
        Assert.Empty(GrpcStatusCodes.All.Keys.Except(Names));

    [Theory]
    [InlineData(400, StatusCode.InvalidArgument)]
    [InlineData(404, StatusCode.NotFound, StatusCode.Unimplemented)]
    [InlineData(409, StatusCode.FailedPrecondition, StatusCode.Aborted)]
    [InlineData(412, StatusCode.Aborted)]
    [InlineData(422, StatusCode.FailedPrecondition, StatusCode.AlreadyExists)]
    [InlineData(429, StatusCode.ResourceExhausted)]
    [InlineData(500, StatusCode.Internal)]
    [InlineData(503, StatusCode.Unavailable)]
    public void A_grpc_status_fits_the_http_status(int status, params StatusCode[] allowed) =>
        Assert.All(ProblemCatalog.CodesOf(status), code => Assert.Contains(GrpcStatusCodes.For(code), allowed));

    [Theory]
    [MemberData(nameof(Codes))]
    [InlineData("a-code-of-a-later-version")]
    public async Task A_refusal_is_answered_with_its_code_and_lines(string code)
    {
        var refusal = new Refusal(code, "Because.", "total", [new("s", "p", code, new(1, "GBP"), new(2, "GBP"), 3)]);
        await using var host = await FaultHost.Start(_ => Task.FromResult<Result<CartChange>>(refusal));
        var carts = new Proto.CartsService.CartsServiceClient(host.Channel());

        var error = await carts.ClearCartAsync(new() { CustomerId = "c" }).Error();

        Assert.Equal((GrpcStatusCodes.For(code), "Because."), (error.StatusCode, error.Status.Detail));
        Assert.Equal((code, code == RefusalCodes.VersionMismatch ? "condition" : "total"), (error.Info().Reason, error.Field()));
        Assert.Equal("1", error.Info().Metadata["lineCount"]);
        Assert.Contains("\"available\":3", error.Info().Metadata["lines"], StringComparison.Ordinal);
        Assert.Equal(error.StatusCode == StatusCode.Unavailable ? TimeSpan.FromSeconds(1) : null, error.RetryDelay());
    }

    [Fact]
    public async Task Many_refused_lines_fit_into_the_metadata()
    {
        var id = new string('x', Ids.MaxLength);
        var price = new Money(Limits.MaxAmountMinor, "GBP");
        var line = new LineRefusal(id, id, RefusalCodes.PriceChanged, price, price, null, price, price);
        var refusal = new Refusal(RefusalCodes.PriceChanged, "Because.", null, [.. Enumerable.Repeat(line, Limits.MaxCartLines)]);
        await using var host = await FaultHost.Start(_ => Task.FromResult<Result<CartChange>>(refusal));

        var error = await new Proto.CartsService.CartsServiceClient(host.Channel()).ClearCartAsync(new() { CustomerId = "c" }).Error();

        Assert.Equal(("lines", "1000"), (error.Field(), error.Info().Metadata["lineCount"]));
        Assert.InRange(error.Trailers.Sum(static entry => entry.IsBinary ? entry.ValueBytes.Length * 4 / 3 : entry.Value.Length), 1000, 8_000);
    }

    [Fact]
    public async Task A_wait_that_a_refusal_names_is_passed_on()
    {
        var refusal = new Refusal(RefusalCodes.TooManyKeys, "Because.") { RetryAfter = TimeSpan.FromMinutes(5) };
        await using var host = await FaultHost.Start(_ => Task.FromResult<Result<CartChange>>(refusal));

        var error = await new Proto.CartsService.CartsServiceClient(host.Channel()).ClearCartAsync(new() { CustomerId = "c" }).Error();

        Assert.Equal((StatusCode.ResourceExhausted, TimeSpan.FromMinutes(5)), (error.StatusCode, error.RetryDelay()));
    }

    [Theory]
    [MemberData(nameof(FaultTests.Unavailable), MemberType = typeof(FaultTests))]
    public async Task A_failure_of_the_cluster_asks_to_come_back(Exception fault, string code)
    {
        await using var host = await FaultHost.Start(_ => Task.FromException<Cart>(fault), options => options.RetryTimeout = TimeSpan.Zero);

        var error = await new Proto.CartsService.CartsServiceClient(host.Channel()).GetCartAsync(new() { CustomerId = "c" }).Error();

        Assert.Equal((StatusCode.Unavailable, code, TimeSpan.FromSeconds(1)), (error.StatusCode, error.Info().Reason, error.RetryDelay()));
        Assert.DoesNotContain(fault.Message, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_over_1_mb_is_refused()
    {
        await using var host = await FaultHost.Start(_ => null);
        var request = new Proto.ShipPackageRequest { OrderId = "o", SellerId = "s", Carrier = new string('x', ApiOptions.MaxBodyBytes) };

        var error = await new Proto.ShipmentsService.ShipmentsServiceClient(host.Channel()).ShipPackageAsync(request).Error();

        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task A_fault_tells_nothing_of_its_inside()
    {
        await using var host = await FaultHost.Start(_ => Task.FromException<Cart>(new InvalidOperationException("the inside")));

        var error = await new Proto.CartsService.CartsServiceClient(host.Channel()).GetCartAsync(new() { CustomerId = "c" }).Error();

        Assert.Equal((StatusCode.Internal, ProblemCodes.Internal), (error.StatusCode, error.Info().Reason));
        Assert.DoesNotContain("the inside", error.ToString(), StringComparison.Ordinal);
    }
}
