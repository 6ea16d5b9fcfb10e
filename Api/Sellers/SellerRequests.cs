namespace OrleansMicro.Sellers;

/// <summary>A seller's profile.</summary>
internal sealed class PutSellerRequest : JsonRequest<PutSellerRequest>
{
    /// <summary>Shown to customers.</summary>
    [JsonRequired, Line(Limits.MaxNameLength)] public string Name { get; set; } = "";

    /// <summary>For notices.</summary>
    [Email] public string? Email { get; set; }

    public PutSeller ToCommand() => new(OperationId.Create(), Name, Email);
}
