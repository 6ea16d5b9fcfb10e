using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro.Stock;

/// <summary>
/// Writes reservations as <c>[["order",2,0,1700000000000]]</c>: order, units, expiry and token. All that a hot product has are written with each
/// batch of its sales. Reads the objects of older rows as well.
/// </summary>
internal sealed class ReservationSetJson : JsonConverter<ReservationSet>
{
    public override ReservationSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("Reservations are an array.");
        var list = new List<StockReservation>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            list.Add(reader.TokenType == JsonTokenType.StartArray ? ReadArray(ref reader) : ReadObject(ref reader));
        return ReservationSet.Create([.. list]);
    }

    public override void Write(Utf8JsonWriter writer, ReservationSet value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var reservation in value)
        {
            writer.WriteStartArray();
            writer.WriteStringValue(reservation.OrderId);
            writer.WriteNumberValue(reservation.Quantity);
            writer.WriteNumberValue(reservation.ExpiresAt);
            writer.WriteNumberValue(reservation.Token);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static StockReservation ReadArray(ref Utf8JsonReader reader)
    {
        reader.Read();
        var orderId = reader.GetString()!;
        reader.Read();
        var quantity = reader.GetInt32();
        reader.Read();
        var expiresAt = reader.GetInt64();
        reader.Read();
        var token = reader.GetInt64();
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray
            ? new StockReservation(orderId, quantity, expiresAt, token)
            : throw new JsonException("A reservation has four parts.");
    }

    private static StockReservation ReadObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A reservation is an array.");
        var reservation = new StockReservation("", 0, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            reservation = name switch
            {
                "orderId" => reservation with { OrderId = reader.GetString()! },
                "quantity" => reservation with { Quantity = reader.GetInt32() },
                "expiresAt" => reservation with { ExpiresAt = reader.GetInt64() },
                "token" => reservation with { Token = reader.GetInt64() },
                _ => throw new JsonException($"A reservation has no '{name}'."),
            };
        }

        return reservation;
    }
}
