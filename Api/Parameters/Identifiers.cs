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
    public static ValueTask<TSelf> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var name = TSelf.Documentation.Name;
        var id = http.Request.RouteValues[name] as string;
        return Ids.IsValid(id) ? new(TSelf.Create(id!)) : throw ProblemException.Invalid(name, IdentifierAttribute.Rule);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        var (name, description, example) = TSelf.Documentation;
        builder.AddParameter(ParameterLocation.Path, name, description, example, new() { Pattern = IdentifierAttribute.Pattern });
    }

    public static implicit operator string(Identifier<TSelf> id) => id.Value;
}
