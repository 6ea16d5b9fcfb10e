using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;

namespace OrleansMicro.Customers;

/// <summary>A customer's profile, as it is put.</summary>
internal sealed class PutCustomerRequest
{
    /// <summary>Who it is.</summary>
    [JsonRequired, MaxLength(Limits.MaxNameLength)]
    public string Name { get; set; } = "";

    /// <summary>For notices.</summary>
    [MaxLength(254)]
    public string? Email { get; set; }

    /// <summary>Where to ship to; none when left out.</summary>
    [MaxLength(Limits.MaxAddresses)]
    public List<AddressRequest>? Addresses { get; set; }

    /// <summary>The command that this body asks for.</summary>
    public PutCustomer ToCommand(string operationId, long? expectedVersion) => new(
        operationId, Check.Text(Name, "name", Limits.MaxNameLength), Check.Email(Email, "email"), CheckedAddresses(), expectedVersion);

    private ImmutableArray<Address> CheckedAddresses()
    {
        if (Addresses is null)
            return [];

        if (Addresses.Count > Limits.MaxAddresses)
            throw ProblemException.Invalid("addresses", $"'addresses' must have at most {Limits.MaxAddresses} entries.");

        var result = ImmutableArray.CreateBuilder<Address>(Addresses.Count);
        for (var i = 0; i < Addresses.Count; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"addresses[{i}]");
            var address = Addresses[i] ?? throw new ProblemException(ProblemCodes.WrongType, $"'{field}' must be an object.", field);
            result.Add(Check.Address(address, field));
        }

        return result.MoveToImmutable();
    }
}
