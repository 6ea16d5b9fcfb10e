namespace OrleansMicro.Grpc;

/// <summary>Settings of the gRPC API; configuration section <c>Api</c>, as those of <see cref="ApiOptions"/>.</summary>
public sealed class GrpcOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = ApiOptions.Section;

    /// <summary>
    /// The port of gRPC, on the host of the first address of the REST API; 0 for any free one. Null: no gRPC, and none of its code is loaded.
    /// 0 to 65535.
    /// </summary>
    public int? GrpcPort { get; set; }
}

/// <summary>The limits of <see cref="GrpcOptions"/>.</summary>
internal sealed class GrpcOptionsValidator : IValidateOptions<GrpcOptions>
{
    public ValidateOptionsResult Validate(string? name, GrpcOptions options) => new OptionErrors(GrpcOptions.Section)
        .Range(nameof(options.GrpcPort), options.GrpcPort ?? 0, 0, 65_535)
        .ToResult();
}
