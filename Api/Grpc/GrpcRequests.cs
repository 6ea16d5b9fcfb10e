using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Grpc;

/// <summary>
/// The parts of requests in the forms of REST, whose rules they have in common. A text or number that is left out is empty or zero, and a part that
/// is left out is null.
/// </summary>
internal static class GrpcRequests
{
    /// <summary>The value of an accepted command. Throws <see cref="RefusedException"/> for a refused one.</summary>
    public static T Accept<T>(this Result<T> result) => result.Accepted ? result.Value : throw new RefusedException(result.Refusal);

    /// <summary>The metadata <c>idempotency-key</c>, with the rules of the header of REST.</summary>
    public static IdempotencyKey ReadKey(this ServerCallContext context) =>
        IdempotencyKey.Read(context.GetHttpContext().Request.Headers[IdempotencyKey.Header]);

    public static VersionCondition ToVersions(this Proto.VersionCondition? condition) => condition?.ConditionCase switch
    {
        Proto.VersionCondition.ConditionOneofCase.Version => new([condition.Version]),
        Proto.VersionCondition.ConditionOneofCase.Exists => new(MustExist: condition.Exists, MustNotExist: !condition.Exists),
        _ => default,
    };

    public static Page ToPage(string cursor, int limit) => Page.Create(OrNull(cursor), limit == 0 ? Limits.DefaultPageSize : limit);

    /// <summary>The key of a product. Throws <see cref="ProblemException"/> if an id is not valid.</summary>
    public static string KeyOf(string sellerId, string productId) => Ids.ProductKey(SellerId.Parse(sellerId), ProductId.Parse(productId));

    public static string? OrNull(string text) => text.Length == 0 ? null : text;

    /// <summary>A part of a request. Throws <see cref="ProblemException"/> if it is left out.</summary>
    public static T Require<T>([NotNull] T? part, string field) =>
        part ?? throw new ProblemException(ProblemCodes.Missing, $"'{field}' is required.", field);

    public static PriceRequest ToPrice(this Proto.Money money) => new() { Minor = money.Minor, Currency = money.Currency };

    public static MoneyRequest ToAmount(this Proto.Money money) => new() { Minor = money.Minor, Currency = money.Currency };

    public static AddressRequest ToRequest(this Proto.Address address) => new()
    {
        Name = address.Name,
        Line1 = address.Line1,
        Line2 = OrNull(address.Line2),
        City = address.City,
        PostalCode = OrNull(address.PostalCode),
        Country = address.Country,
    };
}
