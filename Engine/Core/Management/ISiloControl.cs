namespace Orleans.Runtime;

/// <summary>The control grain of a silo, for the other silos of the cluster.</summary>
internal interface ISiloControl : IGrainWithStringKey
{
    /// <summary>Reads a reminder again after it was changed.</summary>
    Task ReloadReminder(GrainId grainId, string reminderName);

    /// <summary>Answers: a sign of life.</summary>
    [ResponseTimeout("00:00:05")]
    Task Ping();

    /// <summary>Takes note of a version of the membership; says which of the grains that are the new owner's by it still have activations here.</summary>
    /// <param name="version">The version.</param>
    /// <param name="newOwner">Who asks.</param>
    /// <param name="owners">The silos that own grains in that version, in order.</param>
    [ResponseTimeout("00:00:05")]
    Task<Holdings> Adopt(long version, SiloAddress newOwner, SiloAddress[] owners);

    /// <summary>Ends the activation of a grain that another silo owns now; completes when it is gone.</summary>
    Task Release(GrainId grainId);

    /// <summary>The activations of the silo.</summary>
    Task<List<GrainAddress>> GetActivations();

    /// <summary>Figures about the silo.</summary>
    Task<SiloRuntimeStatistics> GetRuntimeStatistics();

    /// <summary>All figures about the silo.</summary>
    Task<SiloReport> GetReport();

    /// <summary>Deactivates what was idle for longer than <paramref name="age"/>.</summary>
    Task CollectIdle(TimeSpan age);

    /// <summary>Collects garbage.</summary>
    Task CollectGarbage();
}
