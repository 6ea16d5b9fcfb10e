using Microsoft.Extensions.DependencyInjection;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>The start of a silo and its orderly stop.</summary>
internal sealed class SiloLife(SiloRuntime silo, SimRandom random)
{
    /// <summary>Whether the silo serves grains.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Whether the silo is shutting down.</summary>
    public bool IsStopping { get; private set; }

    private SimMembers Members => silo.World.Members;

    /// <summary>Starts the silo.</summary>
    public void Start() => silo.Process.Run(() => _ = Run());

    /// <summary>Shuts the silo down. It leaves the table, deactivates its grains, and ends.</summary>
    public void Stop()
    {
        if (IsStopping || !IsReady)
            return;
        IsStopping = true;
        silo.Process.Run(() => _ = StopAsync());
    }

    /// <summary>Ends the silo at once.</summary>
    public void End()
    {
        IsReady = false;
        silo.Process.Kill();
    }

    private async Task Run()
    {
        try
        {
            await Task.Delay(ClusterTimings.Start * random.Unit(), silo.Process.Clock);
            await silo.Connection.Run("join", () => Members.Join(silo.Address));
            await silo.Refresh();
        }
        catch (IOException exception)
        {
            // As in production: a silo that cannot start ends, and its supervisor starts it again.
            silo.Note($"did not start: {exception.Message}");
            silo.Process.Kill();
            return;
        }

        IsReady = true;
        silo.Watch();
        silo.Services.GetRequiredService<SimReminders>().Start(silo);
        await silo.World.RunInSilo(silo.Process, OrleansTypes.Factory);
    }

    private async Task StopAsync()
    {
        using var limit = new CancellationTokenSource(ClusterTimings.Stop, silo.Process.Clock);
        try
        {
            await silo.Connection.Run("leave", () => Members.Leave(silo.Address)).WaitAsync(limit.Token);
            await silo.Refresh();
            var activations = silo.Activations.ToList();
            foreach (var activation in activations)
                activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops."), limit.Token);
            await Task.WhenAll(activations.Select(static activation => activation.Deactivated)).WaitAsync(limit.Token);
            await silo.Connection.Run("bury", () => Members.Bury(silo.Address)).WaitAsync(limit.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            silo.Note($"did not leave in order: {exception.Message}");
        }

        End();
    }
}
