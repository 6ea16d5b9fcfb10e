namespace OrleansMicro.Problems;

/// <summary>RFC 9457 problem details.</summary>
/// <param name="Type">A stable URI: <c>urn:orleansmicro:problem:</c> and the code.</param>
/// <param name="Title">The kind of problem, the same for each problem of the type.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">How to solve the problem.</param>
/// <param name="Instance">The path of the request.</param>
/// <param name="Code">A stable code for programs.</param>
/// <param name="Field">The input at fault: a JSON path such as price.currency ($ is the whole body), a path or query parameter, or a header.</param>
/// <param name="Lines">The order or cart lines at fault.</param>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Instance,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<LineRefusal>? Lines)
{
    private const string TypePrefix = "urn:orleansmicro:problem:";

    public static Problem Create(
        string code, string detail, HttpRequest request, string? field = null, IReadOnlyList<LineRefusal>? lines = null) => new(
        TypePrefix + code, ProblemCatalog.TitleOf(code), ProblemCatalog.StatusOf(code), detail, request.Path.ToUriComponent(), code, field, lines);

    public static Problem Create(Refusal refusal, HttpRequest request) =>
        Create(
            refusal.Code, refusal.Message, request, FieldOf(refusal, request.Headers.IfMatch.Count > 0 ? IfMatch.Header : IfNoneMatch.Header),
            refusal.Lines.IsDefaultOrEmpty ? null : refusal.Lines);

    /// <summary>The input at fault. A grain does not know the protocol of the client, so it cannot name every input.</summary>
    public static string? FieldOf(Refusal refusal, string versionField) => refusal.Field ?? refusal.Code switch
    {
        RefusalCodes.VersionMismatch => versionField,
        RefusalCodes.IdempotencyKeyReused or RefusalCodes.TooManyKeys => IdempotencyKey.Header,
        RefusalCodes.CartEmpty or RefusalCodes.CheckoutInProgress => CustomerId.Name,
        RefusalCodes.CartFull => ProductId.Name,
        RefusalCodes.PriceChanged or RefusalCodes.Withdrawn => refusal.Lines.IsDefaultOrEmpty ? ProductId.Name : "lines",
        RefusalCodes.OutOfStock => "quantity",
        RefusalCodes.WrongState => OrderId.Name,
        _ => null,
    };
}
