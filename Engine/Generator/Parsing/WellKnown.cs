namespace OrleansMicro.Engine.Generator.Parsing;

/// <summary>Names of types that the generator knows.</summary>
internal static class WellKnown
{
    public const string GenerateSerializer = "Orleans.GenerateSerializerAttribute";
    public const string Id = "Orleans.IdAttribute";
    public const string Alias = "Orleans.AliasAttribute";
    public const string Immutable = "Orleans.ImmutableAttribute";
    public const string ResponseTimeout = "Orleans.ResponseTimeoutAttribute";
    public const string SuppressReferenceTracking = "Orleans.SuppressReferenceTrackingAttribute";
    public const string GeneratedActivatorConstructor = "Orleans.GeneratedActivatorConstructorAttribute";
    public const string NonSerialized = "System.NonSerializedAttribute";
    public const string OneWay = "Orleans.Concurrency.OneWayAttribute";
    public const string ReadOnly = "Orleans.Concurrency.ReadOnlyAttribute";
    public const string AlwaysInterleave = "Orleans.Concurrency.AlwaysInterleaveAttribute";
    public const string Unordered = "Orleans.Concurrency.UnorderedAttribute";
    public const string Addressable = "Orleans.Runtime.IAddressable";
    public const string Exception = "System.Exception";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string Task = "System.Threading.Tasks.Task";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";

    /// <summary>Interfaces that only mark others and have no references of their own.</summary>
    public static readonly HashSet<string> MarkerInterfaces =
    [
        "Orleans.IGrain",
        "Orleans.IGrainObserver",
        "Orleans.IGrainWithGuidKey",
        "Orleans.IGrainWithIntegerKey",
        "Orleans.IGrainWithStringKey",
        "Orleans.IGrainWithGuidCompoundKey",
        "Orleans.IGrainWithIntegerCompoundKey",
        "Orleans.Runtime.ISystemTarget",
        "Orleans.Runtime.IGrainExtension",
    ];

    /// <summary>Types without members that could change.</summary>
    public static readonly HashSet<string> ShallowTypes =
    [
        "System.Guid",
        "System.DateTime",
        "System.DateTimeOffset",
        "System.TimeSpan",
        "System.DateOnly",
        "System.TimeOnly",
        "System.Uri",
        "System.Version",
        "System.Half",
        "System.Int128",
        "System.UInt128",
        "System.Text.Rune",
        "System.Net.IPAddress",
        "System.Threading.CancellationToken",
        "Orleans.Concurrency.Immutable",
        "Orleans.Runtime.GrainId",
        "Orleans.Runtime.GrainType",
        "Orleans.Runtime.GrainInterfaceType",
        "Orleans.Runtime.IdSpan",
    ];
}
