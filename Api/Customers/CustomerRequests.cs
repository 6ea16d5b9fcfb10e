namespace OrleansMicro.Customers;

/// <summary>A customer's profile.</summary>
internal sealed class PutCustomerRequest : JsonRequest<PutCustomerRequest>
{
    /// <summary>The customer's name.</summary>
    [JsonRequired, Line(Limits.MaxNameLength)] public string Name { get; set; } = "";

    /// <summary>For notices.</summary>
    [Email] public string? Email { get; set; }

    /// <summary>Addresses to ship to. Empty if left out.</summary>
    [MaxEntries(Limits.MaxAddresses)] public List<AddressRequest>? Addresses { get; set; }

    public PutCustomer ToCommand() =>
        new(OperationId.Create(), Name, Email, Addresses is null ? [] : [.. Addresses.Select(address => address.ToAddress())]);
}
