using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using OrleansMicro.Payments;

namespace OrleansMicro.Simulation.Mutations;

/// <summary>Bugs around storage, messages and the payment provider.</summary>
internal static class WorldBugs
{
    public static IEnumerable<(string Name, string What, Func<PlantedBug> Make)> All =>
    [
        Bug("etag-ignored", "storage writes without comparing ETags", static bug => bug with
        {
            IgnoresVersions = true,
        }),
        Bug("write-error-swallowed", "a failed write counts as done", static bug => bug with
        {
            Storage = static storage => new StorageBug(storage, static async write =>
            {
                try
                {
                    await write;
                }
                catch (StorageUnavailableException)
                {
                    return;
                }
            }),
        }),
        Bug("answer-before-write", "callers are answered before the write is complete", static bug => bug with
        {
            IgnoresVersions = true,
            Storage = static storage => new StorageBug(storage, static write =>
            {
                _ = write.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
                return Task.CompletedTask;
            }),
        }),
        Bug("payment-attempts-forgotten", "an attempt that the provider did not answer is not written", static bug => bug with
        {
            Storage = static storage => new OrderRowBug(storage, static order => order.Payment is { Status: PaymentStatus.Authorising }
                ? order with { Payment = new PaymentState() }
                : order),
        }),
        Bug("package-lost", "a shipment is written without its last package", static bug => bug with
        {
            Storage = static storage => new OrderRowBug(storage, static order => order.Shipment is { Packages.Length: > 1 } shipment
                ? order with { Shipment = shipment with { Packages = shipment.Packages[..^1] } }
                : order),
        }),
        Bug("late-calls-run", "a call runs long after its caller got a timeout", static bug => bug with
        {
            RunsLateCalls = true,
            Services = static services => services.Configure<SiloMessagingOptions>(static options => options.DropExpiredMessages = false),
        }),
        Asking("capture-before-confirm", "money is captured as soon as it is authorised", static async (provider, request, stop) =>
        {
            var held = await provider.Execute(request, stop);
            if (request.Action == ProviderAction.Authorise && held.Approved)
            {
                await provider.Execute(
                    request with { Action = ProviderAction.Capture, IdempotencyKey = $"{request.OrderId}:capture",
                        Reference = held.Reference }, stop);
            }

            return held;
        }),
        Asking("capture-not-idempotent", "every attempt to capture has its own idempotency key", static (provider, request, stop) =>
            provider.Execute(request.Action == ProviderAction.Capture
                ? request with { IdempotencyKey = $"{request.IdempotencyKey}-{request.Attempt}" } : request, stop)),
        Asking("void-skipped", "an authorisation that is no longer needed is not voided", static (provider, request, stop) =>
            request.Action == ProviderAction.Void ? Approved : provider.Execute(request, stop)),
        Asking("refund-skipped", "a cancelled order is not refunded", static (provider, request, stop) =>
            request.Action == ProviderAction.Refund ? Approved : provider.Execute(request, stop)),
        TimingOut("timeout-taken-for-refusal", "a timeout of the provider counts as a refusal", new ProviderAnswer(false, null, "no answer")),
        TimingOut("timeout-taken-for-success", "a timeout of the provider counts as success", new ProviderAnswer(true, "none", null)),
        Asking("other-amount-captured", "a penny less than the total is captured", static (provider, request, stop) =>
            provider.Execute(request.Action == ProviderAction.Capture
                ? request with { Amount = request.Amount with { Minor = request.Amount.Minor - 1 } } : request, stop)),
    ];

    private static Task<ProviderAnswer> Approved => Task.FromResult(new ProviderAnswer(true, "none", null));

    // Shorter than the timeout of the provider.
    private static (string, string, Func<PlantedBug>) TimingOut(string name, string what, ProviderAnswer answer) => Bug(name, what, bug => bug with
    {
        Provider = (line, clock) => new ProviderBug(line, async (provider, request, stop) =>
        {
            try
            {
                return await provider.Execute(request, stop).WaitAsync(TimeSpan.FromSeconds(1), clock, stop);
            }
            catch (TimeoutException)
            {
                return answer;
            }
        }),
    });

    private static (string, string, Func<PlantedBug>) Bug(string name, string what, Func<PlantedBug, PlantedBug> plant) =>
        (name, what, () => plant(new PlantedBug { Name = name, What = what }));

    private static (string, string, Func<PlantedBug>) Asking(
        string name, string what, Func<IPaymentProvider, ProviderRequest, CancellationToken, Task<ProviderAnswer>> ask) =>
        Bug(name, what, bug => bug with { Provider = (provider, _) => new ProviderBug(provider, ask) });
}
