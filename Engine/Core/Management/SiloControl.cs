namespace Orleans.Runtime;

/// <summary>Identities of the control grains, of which every silo has one.</summary>
internal static class SiloControl
{
    /// <summary>Name of the grain type.</summary>
    public const string TypeName = "sys.silo-control";

    private static readonly GrainType Type = GrainType.Create(TypeName);

    /// <summary>The control grain of a silo.</summary>
    public static GrainId IdOf(SiloAddress silo) => GrainId.Create(Type, silo.ToParsableString());

    /// <summary>Whether a grain is a control grain.</summary>
    public static bool IsOne(in GrainId grainId) => grainId.Type == Type;

    /// <summary>The silo of a control grain.</summary>
    public static SiloAddress SiloOf(in GrainId grainId) => SiloAddress.FromParsableString(grainId.Key.ToString());
}
