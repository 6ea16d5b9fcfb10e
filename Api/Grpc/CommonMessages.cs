using Google.Protobuf.WellKnownTypes;
using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Grpc;

/// <summary>Parts of messages. What is null in a result is absent, or empty if it is a text.</summary>
internal static class CommonMessages
{
    public static Proto.Money ToMessage(this Money money) => new() { Minor = money.Minor, Currency = money.Currency };

    public static Proto.Money? ToMessage(this Money? money) => money?.ToMessage();

    public static Timestamp ToMessage(this DateTimeOffset time) => Timestamp.FromDateTimeOffset(time);

    public static Timestamp? ToMessage(this DateTimeOffset? time) => time?.ToMessage();

    public static Proto.Address ToMessage(this Address address) => new()
    {
        Name = address.Name,
        Line1 = address.Line1,
        Line2 = address.Line2 ?? "",
        City = address.City,
        PostalCode = address.PostalCode ?? "",
        Country = address.Country,
    };
}
