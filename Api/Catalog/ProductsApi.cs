using OrleansMicro.Sellers;

namespace OrleansMicro.Catalog;

/// <summary>What is sold, at what price.</summary>
internal static class ProductsApi
{
    private const string ProductRoute = "/v1/sellers/{sellerId}/products/{productId}";
    private const string PriceExample = """{"price":{"minor":1250,"currency":"GBP"},"freight":{"minor":299,"currency":"GBP"}}""";
    private const string ProductExample =
        """{"name":"Owl mug","description":"Blue, 300 ml","category":"kitchen","price":{"minor":1250,"currency":"GBP"},"freight":{"minor":299,"currency":"GBP"}}""";

    public static void MapProductsApi(this ApiRoutes routes)
    {
        routes.Get("/v1/sellers/{sellerId}/products", List, new("listProducts", Tags.Products, "A seller's products, in the order they were added")
        {
            Description = "Withdrawn products are listed too, as not active.",
            Query = Parameters.Paging,
            Answers = [new(200, typeof(PageResponse<Product>), "A part of the list.")],
            Problems = [404],
        });
        routes.Put(ProductRoute, Put, new("putProduct", Tags.Products, "Create or replace a product")
        {
            Description = "A withdrawn product is for sale again. The seller must have a profile.",
            Body = typeof(PutProductRequest),
            BodyExample = ProductExample,
            Headers = Parameters.Put,
            Answers =
            [
                new(200, typeof(Product), "Replaced.") { ETag = true },
                new(201, typeof(Product), "Created.") { ETag = true, Location = true },
            ],
            Problems = [404, 422],
        });
        routes.Get(ProductRoute, Get, new("getProduct", Tags.Products, "A product")
        {
            Answers = [new(200, typeof(Product), "The product, withdrawn or not.") { ETag = true }],
            Problems = [404],
        });
        routes.Put(ProductRoute + "/price", SetPrice, new("setProductPrice", Tags.Products, "Change a product's price")
        {
            Description = "Carts that hold the product keep the price they saw, and are told of the new one at checkout.",
            Body = typeof(SetPriceRequest),
            BodyExample = PriceExample,
            Headers = Parameters.Edit,
            Answers = [new(200, typeof(Product), "The product at its new price.") { ETag = true }],
            Problems = [404, 409, 422],
        });
        routes.Delete(ProductRoute, Withdraw, new("withdrawProduct", Tags.Products, "Take a product off sale")
        {
            Description = "Orders already placed are not touched. Repeating it changes nothing.",
            Headers = Parameters.Edit,
            Answers = [new(200, typeof(Product), "The product, not active any more.") { ETag = true }],
            Problems = [404],
        });
    }

    private static async Task List(ApiRequest request)
    {
        var id = request.Id("sellerId");
        var list = $"products/{id}";
        var paging = Paging.Of(request, list);
        var seller = request.Grains.GetGrain<ISellerGrain>(id);
        var page = await request.Call((seller, paging), static c => c.seller.ListProducts(c.paging.Cursor, c.paging.Limit, Caller.Operator));
        if (page is null)
        {
            await Answers.NotFound(request, "sellerId", $"There is no seller '{id}'.");
            return;
        }

        var next = page.Next is { } position ? request.Backend.Cursors.Write(position, list) : null;

        // An id may be listed before its product is written, and for good when that write never came.
        var products = await Task.WhenAll(page.Items.Select(
            productId => request.Call(request.Grains.GetGrain<IProductGrain>(Ids.ProductKey(id, productId)), static p => p.Get(Caller.Operator))));
        await Answers.Json(request, new PageResponse<Product>([.. products.OfType<Product>()], next), ApiJson.Default.PageResponseProduct);
    }

    private static async Task Put(ApiRequest request)
    {
        var product = Grain(request);
        var preconditions = Preconditions.Of(request);
        var body = await JsonBody.Read(request, ApiJson.Default.PutProductRequest);
        var name = Check.Text(body.Name, "name", Limits.MaxNameLength);
        var description = Check.Optional(body.Description, "description", Limits.MaxDescriptionLength) ?? "";
        var category = Check.Optional(body.Category, "category", Limits.MaxTextLength) ?? "";
        var price = PriceCheck.Price(body.Price);
        var freight = PriceCheck.Freight(body.Freight, price) ?? Money.Zero(price.Currency);
        var command = new PutProduct(OperationIds.New(), name, description, category, price, freight, preconditions.Version);
        if (preconditions.MustExist && await request.Call(product, static p => p.Get(Caller.Operator)) is null)
        {
            await Answers.Refused(request, Preconditions.Missing());
            return;
        }

        var result = await request.Call((product, command), static c => c.product.Put(c.command, Caller.Operator));
        await (result.Accepted
            ? Answers.Put(request, result.Value, result.Value.Version, ApiJson.Default.Product)
            : Answers.Refused(request, result.Refusal));
    }

    private static async Task Get(ApiRequest request)
    {
        var product = await request.Call(Grain(request), static p => p.Get(Caller.Operator));
        await (product is null
            ? Answers.NotFound(request, "productId", $"Seller '{request.Id("sellerId")}' has no product '{request.Id("productId")}'.")
            : Answers.VersionedWhole(request, product, product.Version, ApiJson.Default.Product));
    }

    private static async Task SetPrice(ApiRequest request)
    {
        var product = Grain(request);
        var preconditions = Preconditions.Of(request);
        var body = await JsonBody.Read(request, ApiJson.Default.SetPriceRequest);
        var price = PriceCheck.Price(body.Price);
        var command = new SetProductPrice(OperationIds.New(), price, PriceCheck.Freight(body.Freight, price), preconditions.Version);
        await Answer(request, await request.Call((product, command), static c => c.product.SetPrice(c.command, Caller.Operator)));
    }

    private static async Task Withdraw(ApiRequest request)
    {
        var product = Grain(request);
        var command = new WithdrawProduct(OperationIds.New(), Preconditions.Of(request).Version);
        await Answer(request, await request.Call((product, command), static c => c.product.Withdraw(c.command, Caller.Operator)));
    }

    private static IProductGrain Grain(ApiRequest request) =>
        request.Grains.GetGrain<IProductGrain>(Ids.ProductKey(request.Id("sellerId"), request.Id("productId")));

    private static Task Answer(ApiRequest request, Result<Product> result) => result.Accepted
        ? Answers.VersionedWhole(request, result.Value, result.Value.Version, ApiJson.Default.Product)
        : Answers.Refused(request, result.Refusal);
}
