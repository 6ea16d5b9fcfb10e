using System.Collections.Frozen;
using Grpc.Core;

namespace OrleansMicro.Grpc;

/// <summary>The gRPC status of each problem code.</summary>
internal static class GrpcStatusCodes
{
    /// <summary>All codes, those that only REST can answer included.</summary>
    public static FrozenDictionary<string, StatusCode> All { get; } = new Dictionary<string, StatusCode>
    {
        [ProblemCodes.MalformedJson] = StatusCode.InvalidArgument,
        [ProblemCodes.UnknownField] = StatusCode.InvalidArgument,
        [ProblemCodes.DuplicateField] = StatusCode.InvalidArgument,
        [ProblemCodes.WrongType] = StatusCode.InvalidArgument,
        [ProblemCodes.Missing] = StatusCode.InvalidArgument,
        [ProblemCodes.Invalid] = StatusCode.InvalidArgument,
        [ProblemCodes.UnknownParameter] = StatusCode.InvalidArgument,
        [ProblemCodes.BadRequest] = StatusCode.InvalidArgument,
        [ProblemCodes.CursorInvalid] = StatusCode.InvalidArgument,
        [ProblemCodes.IdempotencyKeyMissing] = StatusCode.InvalidArgument,
        [ProblemCodes.IdempotencyKeyInvalid] = StatusCode.InvalidArgument,
        [ProblemCodes.UnsupportedMediaType] = StatusCode.InvalidArgument,
        [ProblemCodes.CrossSiteRequest] = StatusCode.PermissionDenied,
        [ProblemCodes.RouteNotFound] = StatusCode.Unimplemented,
        [ProblemCodes.MethodNotAllowed] = StatusCode.Unimplemented,
        [ProblemCodes.RequestTimeout] = StatusCode.DeadlineExceeded,
        [ProblemCodes.BodyTooLarge] = StatusCode.ResourceExhausted,
        [ProblemCodes.EventsGone] = StatusCode.OutOfRange,
        [ProblemCodes.Internal] = StatusCode.Internal,
        [ProblemCodes.Unavailable] = StatusCode.Unavailable,
        [RefusalCodes.NotFound] = StatusCode.NotFound,
        [RefusalCodes.VersionMismatch] = StatusCode.Aborted,
        [RefusalCodes.OutOfStock] = StatusCode.FailedPrecondition,
        [RefusalCodes.PriceChanged] = StatusCode.FailedPrecondition,
        [RefusalCodes.Withdrawn] = StatusCode.FailedPrecondition,
        [RefusalCodes.CartEmpty] = StatusCode.FailedPrecondition,
        [RefusalCodes.CartFull] = StatusCode.FailedPrecondition,
        [RefusalCodes.CurrencyMismatch] = StatusCode.FailedPrecondition,
        [RefusalCodes.CheckoutInProgress] = StatusCode.Aborted,
        [RefusalCodes.IdempotencyKeyReused] = StatusCode.AlreadyExists,
        [RefusalCodes.TooManyKeys] = StatusCode.ResourceExhausted,
        [RefusalCodes.PaymentDeclined] = StatusCode.FailedPrecondition,
        [RefusalCodes.PaymentUnknown] = StatusCode.Unavailable,
        [RefusalCodes.ReservationExpired] = StatusCode.FailedPrecondition,
        [RefusalCodes.Superseded] = StatusCode.Aborted,
        [RefusalCodes.WrongState] = StatusCode.FailedPrecondition,
        [RefusalCodes.Busy] = StatusCode.Unavailable,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The status of a code; FAILED_PRECONDITION for a code of a later version.</summary>
    public static StatusCode For(string code) => All.GetValueOrDefault(code, StatusCode.FailedPrecondition);
}
