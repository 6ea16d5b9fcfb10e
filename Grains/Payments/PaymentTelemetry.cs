using System.Diagnostics;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Payments;

/// <summary>The spans and metrics of requests to the payment provider. They have neither the payment method nor the key of a request.</summary>
internal static class PaymentTelemetry
{
    /// <summary>Sends a request, and measures it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="send">Sends it.</param>
    public static async Task<ProviderAnswer> Measure(
        ProviderRequest request, TimeProvider clock, Func<ProviderRequest, Task<ProviderAnswer>> send)
    {
        var action = NameOf(request.Action);
        using var span = Tracing.Start($"payment {action}", ActivityKind.Client)?.SetTag("orleansmicro.payment.attempt", request.Attempt);
        var (started, outcome) = (clock.GetTimestamp(), "unknown");
        try
        {
            var answer = await send(request);
            outcome = answer.Approved ? "approved" : "declined";
            return answer;
        }
        catch (Exception failure)
        {
            span.Fail(failure);
            throw;
        }
        finally
        {
            span?.SetTag("orleansmicro.payment.outcome", outcome);
            Metrics.PaymentDuration.Record(
                clock.GetElapsedTime(started).TotalSeconds, new TagList { { "action", action }, { "outcome", outcome } });
        }
    }

    private static string NameOf(ProviderAction action) => action switch
    {
        ProviderAction.Authorise => "authorise",
        ProviderAction.Capture => "capture",
        ProviderAction.Void => "void",
        _ => "refund",
    };
}
