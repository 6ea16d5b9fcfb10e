namespace OrleansMicro.Parameters;

/// <summary>A seller's id in the path.</summary>
internal sealed record SellerId(string Value) : Identifier<SellerId>(Value), IIdentifier<SellerId>
{
    public const string Name = "sellerId";
    public static (string Name, string Description, string Example) Documentation => (Name, "The seller.", "blue-owl");
    public static SellerId Create(string value) => new(value);
}

/// <summary>A product's id in the path, unique among the products of its seller.</summary>
internal sealed record ProductId(string Value) : Identifier<ProductId>(Value), IIdentifier<ProductId>
{
    public const string Name = "productId";
    public static (string Name, string Description, string Example) Documentation => (Name, "The product, among those of its seller.", "mug");
    public static ProductId Create(string value) => new(value);
}

/// <summary>A customer's id in the path.</summary>
internal sealed record CustomerId(string Value) : Identifier<CustomerId>(Value), IIdentifier<CustomerId>
{
    public const string Name = "customerId";
    public static (string Name, string Description, string Example) Documentation => (Name, "The customer. A guest has an id too.", "ann");
    public static CustomerId Create(string value) => new(value);
}

/// <summary>An order's id in the path.</summary>
internal sealed record OrderId(string Value) : Identifier<OrderId>(Value), IIdentifier<OrderId>
{
    public const string Name = "orderId";
    public static (string Name, string Description, string Example) Documentation => (Name, "The order.", "8c1d9e3a47608b1c2d3e4f5061728394");
    public static OrderId Create(string value) => new(value);
}

/// <summary>What distinguishes the identifiers.</summary>
internal interface IIdentifier<TSelf>
{
    /// <summary>The name in the route, and the texts of the OpenAPI document.</summary>
    static abstract (string Name, string Description, string Example) Documentation { get; }

    static abstract TSelf Create(string value);
}

/// <summary>An identifier in the path, 1 to 64 of <c>A-Z a-z 0-9 _ -</c>.</summary>
internal abstract record Identifier<TSelf>(string Value) : IEndpointParameterMetadataProvider
    where TSelf : Identifier<TSelf>, IIdentifier<TSelf>
{
    public static ValueTask<TSelf> BindAsync(HttpContext http, ParameterInfo parameter) =>
        new(Parse(http.Request.RouteValues[TSelf.Documentation.Name] as string));

    /// <summary>The identifier. Throws <see cref="ProblemException"/> if it is not valid.</summary>
    public static TSelf Parse(string? id) =>
        Ids.IsValid(id) ? TSelf.Create(id!) : throw ProblemException.Invalid(TSelf.Documentation.Name, IdentifierAttribute.Rule);

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        var (name, description, example) = TSelf.Documentation;
        builder.AddParameter(ParameterLocation.Path, name, description, example, new() { Pattern = Ids.Pattern });
    }

    public static implicit operator string(Identifier<TSelf> id) => id.Value;
}

/// <summary>The required <c>Idempotency-Key</c> header: the client's name for a request, which takes effect once however often it is sent.</summary>
internal readonly record struct IdempotencyKey(string Value) : IEndpointParameterMetadataProvider
{
    public const string Header = "Idempotency-Key";
    public const string Replayed = "Idempotency-Replayed";
    private static readonly OpenApiSchema Schema = new() { MinLength = 1, MaxLength = Limits.MaxIdempotencyKeyLength, Pattern = "^[!-~]+$" };

    public static ValueTask<IdempotencyKey> BindAsync(HttpContext http, ParameterInfo parameter) => new(Read(http.Request.Headers[Header]));

    /// <summary>The only value of the header. Throws <see cref="ProblemException"/> if there is none, or it is not valid.</summary>
    public static IdempotencyKey Read(StringValues values)
    {
        if (values.Count == 0)
            throw new ProblemException(ProblemCodes.IdempotencyKeyMissing, "Send a key, and repeat the request with the same one.", Header);
        return values is [{ Length: > 0 and <= Limits.MaxIdempotencyKeyLength } key] && !key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? new(key)
            : throw new ProblemException(
                ProblemCodes.IdempotencyKeyInvalid, $"Send one key of 1 to {Limits.MaxIdempotencyKeyLength} visible ASCII characters.", Header);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.AddParameter(
        ParameterLocation.Header, Header, "Your name for this request. Repeat it with the same key until it is answered: it takes effect once.",
        "7d3c1c5e-order-42", Schema, isRequired: true);

    /// <summary>The id of the grain command that this key names, for one kind of command.</summary>
    public string ToOperationId(string kind) => OperationId.From(kind, Value);
}

/// <summary>The <c>Prefer</c> header (RFC 7240), of which <c>respond-async</c> is supported.</summary>
/// <param name="RespondAsync">Whether to answer 202 as soon as the request is accepted.</param>
internal readonly record struct Prefer(bool RespondAsync) : IEndpointParameterMetadataProvider
{
    public const string RespondAsyncToken = "respond-async";
    private const string Header = "Prefer";

    public static ValueTask<Prefer> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        foreach (var line in http.Request.Headers[Header])
        {
            foreach (var preference in line.AsSpan().Split(','))
            {
                if (line.AsSpan(preference).Trim().Equals(RespondAsyncToken, StringComparison.OrdinalIgnoreCase))
                    return new(new Prefer(true));
            }
        }

        return default;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.AddParameter(
        ParameterLocation.Header, Header, "`respond-async`: answer 202 as soon as the order is accepted, before it ends.", RespondAsyncToken);
}
