namespace OrleansMicro.Sellers;

/// <summary>Who sells.</summary>
internal static class SellersApi
{
    private static readonly string[] Statuses = ["paid", "shipped", "delivered", "cancelled"];

    public static void MapSellersApi(this ApiRoutes routes)
    {
        routes.Put("/v1/sellers/{sellerId}", Put, new("putSeller", Tags.Sellers, "Create or replace a seller's profile")
        {
            Body = typeof(PutSellerRequest),
            BodyExample = """{"name":"Blue Owl Books","email":"desk@blueowl.example"}""",
            Headers = Parameters.Put,
            Answers =
            [
                new(200, typeof(Seller), "Replaced.") { ETag = true },
                new(201, typeof(Seller), "Created.") { ETag = true, Location = true },
            ],
        });
        routes.Get("/v1/sellers/{sellerId}", Get, new("getSeller", Tags.Sellers, "A seller's profile")
        {
            Answers = [new(200, typeof(Seller), "The profile.") { ETag = true }],
            Problems = [404],
        });
        routes.Get("/v1/sellers/{sellerId}/orders", ListOrders, new("listSellerOrders", Tags.Sellers, "A seller's paid orders, newest first")
        {
            Description = "With a `status`, a part may hold fewer entries than the limit before the end; `next` says whether there is more.",
            Query = [.. Parameters.Paging, new("status", "Only orders of this status.") { Values = Statuses }],
            Answers = [new(200, typeof(PageResponse<LedgerEntry>), "A part of the list.")],
            Problems = [404],
        });
        routes.Get("/v1/sellers/{sellerId}/dashboard", Dashboard, new("getSellerDashboard", Tags.Sellers, "A seller's totals by status")
        {
            Description = "Always equal to a recount of the seller's orders.",
            Answers = [new(200, typeof(SellerDashboard), "The totals.")],
            Problems = [404],
        });
    }

    private static async Task Put(ApiRequest request)
    {
        var seller = request.Grains.GetGrain<ISellerGrain>(request.Id("sellerId"));
        var preconditions = Preconditions.Of(request);
        var body = await JsonBody.Read(request, ApiJson.Default.PutSellerRequest);
        var command = new PutSeller(
            OperationIds.New(), Check.Text(body.Name, "name", Limits.MaxNameLength), Check.Email(body.Email, "email"), preconditions.Version);
        if (preconditions.MustExist && await request.Call(seller, static s => s.Get(Caller.Operator)) is null)
        {
            await Answers.Refused(request, Preconditions.Missing());
            return;
        }

        var result = await request.Call((seller, command), static c => c.seller.Put(c.command, Caller.Operator));
        await (result.Accepted
            ? Answers.Put(request, result.Value, result.Value.Version, ApiJson.Default.Seller)
            : Answers.Refused(request, result.Refusal));
    }

    private static async Task Get(ApiRequest request)
    {
        var id = request.Id("sellerId");
        var seller = await request.Call(request.Grains.GetGrain<ISellerGrain>(id), static s => s.Get(Caller.Operator));
        await (seller is null
            ? Unknown(request, id)
            : Answers.Versioned(request, seller, seller.Version, ApiJson.Default.Seller));
    }

    private static async Task ListOrders(ApiRequest request)
    {
        var id = request.Id("sellerId");
        var status = StatusOf(request.Query("status"));
        var list = $"seller-orders/{id}/{status}";
        var paging = Paging.Of(request, list);
        var ledger = request.Grains.GetGrain<ISellerLedgerGrain>(id);
        var page = await request.Call((ledger, paging, status), static c => c.ledger.List(c.paging.Cursor, c.paging.Limit, c.status, Caller.Operator));
        if (page is null)
        {
            await Unknown(request, id);
            return;
        }

        var next = page.Next is { } position ? request.Backend.Cursors.Write(position, list) : null;
        await Answers.Json(request, new PageResponse<LedgerEntry>(page.Items, next), ApiJson.Default.PageResponseLedgerEntry);
    }

    private static async Task Dashboard(ApiRequest request)
    {
        var id = request.Id("sellerId");
        var dashboard = await request.Call(request.Grains.GetGrain<ISellerLedgerGrain>(id), static l => l.GetDashboard(Caller.Operator));
        await (dashboard is null ? Unknown(request, id) : Answers.Json(request, dashboard, ApiJson.Default.SellerDashboard));
    }

    private static Task Unknown(ApiRequest request, string id) => Answers.NotFound(request, "sellerId", $"There is no seller '{id}'.");

    private static LedgerStatus? StatusOf(string? text) => text switch
    {
        null => null,
        "paid" => LedgerStatus.Paid,
        "shipped" => LedgerStatus.Shipped,
        "delivered" => LedgerStatus.Delivered,
        "cancelled" => LedgerStatus.Cancelled,
        _ => throw ProblemException.Invalid("status", $"'status' must be one of {string.Join(", ", Statuses)}."),
    };
}
