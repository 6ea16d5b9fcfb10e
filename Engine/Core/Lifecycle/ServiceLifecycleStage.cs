namespace Orleans;

/// <summary>Stages in which a silo or client starts; it stops in the opposite order.</summary>
public static class ServiceLifecycleStage
{
    /// <summary>Before everything else.</summary>
    public const int First = int.MinValue;

    /// <summary>The runtime itself.</summary>
    public const int RuntimeInitialize = 2_000;

    /// <summary>Services of the runtime.</summary>
    public const int RuntimeServices = 4_000;

    /// <summary>Storage of the runtime.</summary>
    public const int RuntimeStorageServices = 6_000;

    /// <summary>Services of the runtime that grains use.</summary>
    public const int RuntimeGrainServices = 8_000;

    /// <summary>After <see cref="RuntimeGrainServices"/>.</summary>
    public const int AfterRuntimeGrainServices = 8_100;

    /// <summary>Storage providers and services of the application.</summary>
    public const int ApplicationServices = 10_000;

    /// <summary>Just before the silo becomes active; when it stops here, it has left the placement of grains.</summary>
    public const int BecomeActive = Active - 1;

    /// <summary>When it stops here, all activations are gone.</summary>
    public const int GrainDeactivation = Active - 2;

    /// <summary>The silo serves calls.</summary>
    public const int Active = 20_000;

    /// <summary>After everything else.</summary>
    public const int Last = int.MaxValue;
}
