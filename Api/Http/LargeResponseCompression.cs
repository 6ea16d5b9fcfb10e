using Microsoft.AspNetCore.ResponseCompression;

namespace OrleansMicro.Http;

/// <summary>Compresses responses that are large enough to gain from it.</summary>
internal sealed class LargeResponseCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    private const int MinBytes = 1024;

    public override bool ShouldCompressResponse(HttpContext context) =>
        !(context.Response.ContentLength < MinBytes) && base.ShouldCompressResponse(context);
}
