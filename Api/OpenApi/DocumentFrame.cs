using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrleansMicro.OpenApi;

/// <summary>What stands around the operations: title, conventions, resources.</summary>
internal static class DocumentFrame
{
    private const string Conventions =
        """
        A marketplace: sellers list products and stock, customers fill carts and check out across several sellers at once.

        * Money is in minor units (pence, cents) of one ISO 4217 currency. Times are ISO 8601. Identifiers are 1 to 64 of `A-Z a-z 0-9 _ -`.
        * What a 2xx answered is on disk.
        * Every error is `application/problem+json` (RFC 9457) with a stable `code` and, where an input is at fault, its `field`.
        * Bodies are strict: unknown fields, doubled fields and wrong types are refused, and nothing is changed.
        * What is edited has an `ETag`; send it as `If-Match` so as not to overwrite somebody else's edit.
        * A POST that creates something takes an `Idempotency-Key`; repeat it with the same key until it is answered.
        * Lists come in parts: pass `next` of one part as `cursor` of the next.
        * A 503 says when to try again in `Retry-After`.
        """;

    public static Task Apply(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new() { Title = "OrleansMicro marketplace", Version = "1.0.0", Description = Conventions };
        document.Servers = [new() { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>(Tags.All.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
        return Task.CompletedTask;
    }
}
