namespace OrleansMicro.Tests.Api.BadInput;

[Collection(ShopTests.Name)]
public sealed class ContentTypeTests(ShopHost host)
{
    private readonly ShopClient _shop = host.Client;

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON")]
    [InlineData("application/json;v=1")]
    [InlineData("application/json; charset=utf-8; v=1")]
    [InlineData("application/json;charset=utf8")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("application/json; CHARSET=Utf-8")]
    [InlineData("application/json;")]
    [InlineData("application/json ; ")]
    public async Task Json_in_utf8_is_accepted_under_any_spelling(string type)
    {
        using var body = Body(type);
        (await _shop.Send(HttpMethod.Put, "/v1/sellers/" + ShopClient.NewId("s"), body)).MustBe(201);
    }

    [Theory]
    [InlineData("application/json; charset=latin1")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=us-ascii")]
    [InlineData("application/problem+json")]
    [InlineData("application/jsonx")]
    [InlineData("text/json")]
    [InlineData("json")]
    public async Task Another_type_is_415_with_the_accepted_type(string type)
    {
        using var body = Body(type);

        var reply = await _shop.Send(HttpMethod.Put, "/v1/sellers/" + ShopClient.NewId("s"), body);

        reply.MustBeProblem(415, "unsupported-media-type", "Content-Type");

        Assert.Equal("application/json", reply.Headers.GetValues("Accept").Single());
    }

    private static ByteArrayContent Body(string type)
    {
        var body = new ByteArrayContent("""{"name":"a"}"""u8.ToArray());
        Assert.True(body.Headers.TryAddWithoutValidation("Content-Type", type));
        return body;
    }
}
