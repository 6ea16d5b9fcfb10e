using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro.Stock;

/// <summary>
/// The reservations of a product, each order once. Immutable; a change costs the logarithm of their number, because a hot product has tens of
/// thousands of them and changes as often in a second.
/// </summary>
[CollectionBuilder(typeof(ReservationSet), nameof(Create)), JsonConverter(typeof(ReservationSetJson))]
public sealed class ReservationSet : IReadOnlyCollection<StockReservation>
{
    private static readonly ImmutableSortedDictionary<string, StockReservation> None =
        ImmutableSortedDictionary.Create<string, StockReservation>(StringComparer.Ordinal);

    private readonly ImmutableSortedDictionary<string, StockReservation> _held;
    private readonly ImmutableSortedDictionary<string, StockReservation> _confirmed;

    // Those of _held, by the time at which they expire.
    private readonly ImmutableSortedSet<Expiry> _expiries;

    private ReservationSet(
        ImmutableSortedDictionary<string, StockReservation> held,
        ImmutableSortedDictionary<string, StockReservation> confirmed,
        ImmutableSortedSet<Expiry> expiries,
        long confirmedUnits) =>
        (_held, _confirmed, _expiries, ConfirmedUnits) = (held, confirmed, expiries, confirmedUnits);

    /// <summary>No reservations.</summary>
    public static ReservationSet Empty { get; } = new(None, None, [], 0);

    /// <summary>How many there are.</summary>
    public int Count => _held.Count + _confirmed.Count;

    /// <summary>The sum over those that are confirmed.</summary>
    public long ConfirmedUnits { get; }

    /// <summary>When the first of those that are not confirmed expires; 0: there is none.</summary>
    public long NextExpiry => _expiries.IsEmpty ? 0 : _expiries[0].At;

    /// <summary>Those that are confirmed; the same reference if all are.</summary>
    public ReservationSet Confirmed =>
        _held.IsEmpty ? this : _confirmed.IsEmpty ? Empty : new(None, _confirmed, [], ConfirmedUnits);

    /// <summary>Makes them of a list. The last one of an order counts.</summary>
    public static ReservationSet Create(ReadOnlySpan<StockReservation> list)
    {
        var all = Empty;
        foreach (var reservation in list)
            all = all.With(reservation);
        return all;
    }

    /// <summary>What an order holds or has bought; null if it is unknown.</summary>
    public StockReservation? Find(string orderId) =>
        _held.TryGetValue(orderId, out var held) ? held : _confirmed.GetValueOrDefault(orderId);

    /// <summary>Adds a reservation, in place of that of the same order.</summary>
    public ReservationSet With(StockReservation reservation)
    {
        var others = Without(reservation.OrderId);
        return reservation.Confirmed
            ? new(
                others._held,
                others._confirmed.Add(reservation.OrderId, reservation),
                others._expiries,
                others.ConfirmedUnits + reservation.Quantity)
            : new(
                others._held.Add(reservation.OrderId, reservation),
                others._confirmed,
                others._expiries.Add(Expiry.From(reservation)),
                others.ConfirmedUnits);
    }

    /// <summary>Removes the reservation of an order.</summary>
    public ReservationSet Without(string orderId) =>
        _held.TryGetValue(orderId, out var held)
            ? new(_held.Remove(orderId), _confirmed, _expiries.Remove(Expiry.From(held)), ConfirmedUnits)
        : _confirmed.TryGetValue(orderId, out var confirmed)
            ? new(_held, _confirmed.Remove(orderId), _expiries, ConfirmedUnits - confirmed.Quantity)
        : this;

    /// <summary>Removes those that have expired, and gives the sum over them.</summary>
    public (ReservationSet Others, int Units) WithoutExpired(long now)
    {
        var (rest, units) = (this, 0);
        while (rest.NextExpiry is > 0 and var next && next <= now)
        {
            var expired = rest._held[rest._expiries[0].OrderId];
            (rest, units) = (rest.Without(expired.OrderId), units + expired.Quantity);
        }

        return (rest, units);
    }

    /// <summary>First those that are confirmed, then the others, each by order id.</summary>
    public IEnumerator<StockReservation> GetEnumerator() => _confirmed.Values.Concat(_held.Values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private readonly record struct Expiry(long At, string OrderId) : IComparable<Expiry>
    {
        public static Expiry From(StockReservation held) => new(held.ExpiresAt, held.OrderId);

        public int CompareTo(Expiry other) =>
            At != other.At ? At.CompareTo(other.At) : string.CompareOrdinal(OrderId, other.OrderId);
    }
}

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
