using System.Reflection;

namespace OrleansMicro.Parameters;

/// <summary>A seller's id in the path.</summary>
internal readonly record struct SellerId(string Value) : IEndpointParameterMetadataProvider
{
    public const string Name = "sellerId";

    public static ValueTask<SellerId> BindAsync(HttpContext http, ParameterInfo parameter) => new(new SellerId(PathParameter.Read(http, Name)));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(PathParameter.Describe(Name, "The seller.", "blue-owl"));

    public static implicit operator string(SellerId id) => id.Value;
}

/// <summary>A product's id in the path, unique among the products of its seller.</summary>
internal readonly record struct ProductId(string Value) : IEndpointParameterMetadataProvider
{
    public const string Name = "productId";

    public static ValueTask<ProductId> BindAsync(HttpContext http, ParameterInfo parameter) => new(new ProductId(PathParameter.Read(http, Name)));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(PathParameter.Describe(Name, "The product, among those of its seller.", "mug"));

    public static implicit operator string(ProductId id) => id.Value;
}

/// <summary>A customer's id in the path.</summary>
internal readonly record struct CustomerId(string Value) : IEndpointParameterMetadataProvider
{
    public const string Name = "customerId";

    public static ValueTask<CustomerId> BindAsync(HttpContext http, ParameterInfo parameter) => new(new CustomerId(PathParameter.Read(http, Name)));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(PathParameter.Describe(Name, "The customer. A guest has an id too.", "ann"));

    public static implicit operator string(CustomerId id) => id.Value;
}

/// <summary>An order's id in the path.</summary>
internal readonly record struct OrderId(string Value) : IEndpointParameterMetadataProvider
{
    public const string Name = "orderId";

    public static ValueTask<OrderId> BindAsync(HttpContext http, ParameterInfo parameter) => new(new OrderId(PathParameter.Read(http, Name)));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(PathParameter.Describe(Name, "The order.", "8c1d9e3a47608b1c2d3e4f5061728394"));

    public static implicit operator string(OrderId id) => id.Value;
}

/// <summary>Reads and describes the identifiers in a path.</summary>
internal static class PathParameter
{
    public static string Read(HttpContext http, string name)
    {
        var id = http.Request.RouteValues[name] as string;
        return Ids.IsValid(id) ? id! : throw ProblemException.Invalid(name, IdentifierAttribute.Rule);
    }

    public static ApiParameter Describe(string name, string description, string example) => new(ApiParameter.InPath, name, description)
    {
        Required = true,
        Example = example,
        Pattern = IdentifierAttribute.Pattern,
    };
}
