namespace Orleans.Runtime;

/// <summary>What an activation needs of its silo.</summary>
internal interface ICallRouter
{
    /// <summary>The silo.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>The silo's services.</summary>
    IServiceProvider Services { get; }

    /// <summary>The clock of deadlines.</summary>
    CoarseClock CallClock { get; }

    /// <summary>The clock of idleness.</summary>
    CoarseClock IdleClock { get; }

    /// <summary>Whether the silo was killed: nothing runs any more.</summary>
    bool IsKilled { get; }

    /// <summary>Whether the silo may serve: it is sure that no other silo has taken over its grains.</summary>
    bool IsServing { get; }

    /// <summary>Filters around every request, or none.</summary>
    IIncomingGrainCallFilter[] IncomingFilters { get; }

    /// <summary>Whether requests whose caller has given up are dropped.</summary>
    bool DropExpired { get; }

    /// <summary>Times of activation and deactivation.</summary>
    Configuration.GrainCollectionOptions CollectionOptions { get; }

    /// <summary>The clock of activation and deactivation.</summary>
    TimeProvider ActivationTime { get; }

    /// <summary>What is counted.</summary>
    SiloStatistics Statistics { get; }

    /// <summary>Runs an activation's turns.</summary>
    void Schedule(Activation activation);

    /// <summary>Makes a reference without an interface.</summary>
    GrainReference MakeReference(GrainId grainId);

    /// <summary>A request has run and its caller, if in this process, has its outcome.</summary>
    void OnEnded(RequestBase request);

    /// <summary>Sends the outcome of a request that came from elsewhere.</summary>
    void Respond(RequestBase request, Serialization.Invocation.Response response);

    /// <summary>Fails a request that was not run.</summary>
    void Reject(RequestBase request, Exception exception);

    /// <summary>Sends a request to where its grain lives now.</summary>
    void Reroute(RequestBase request);

    /// <summary>Has silos that owned the grain before let go of it.</summary>
    ValueTask TakeOver(Activation activation);

    /// <summary>An activation serves requests from now on.</summary>
    void OnActivated(Activation activation);

    /// <summary>An activation is gone: the next request makes a new one.</summary>
    void OnGone(Activation activation);

    /// <summary>The grain failed to activate.</summary>
    void OnActivationFailed(Activation activation, Exception exception);

    /// <summary>The grain failed to deactivate.</summary>
    void OnDeactivationFailed(Activation activation, Exception exception);

    /// <summary>A turn failed outside of any request.</summary>
    void OnTurnFailed(Activation activation, Exception exception);

    /// <summary>The tick of a timer failed.</summary>
    void OnTimerFailed(Activation activation, Exception exception);
}
