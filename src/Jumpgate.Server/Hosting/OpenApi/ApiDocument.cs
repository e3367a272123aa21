using Jumpgate.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Jumpgate.Server.Hosting;

/// <summary>What holds for the whole API: who may call it, and how it refuses.</summary>
internal sealed class ApiDocument : IOpenApiDocumentTransformer
{
    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Jumpgate",
            Version = "v1",
            Description =
                "The hub between JumpCloud and everything else. JSON is camelCase, times are RFC 3339 in UTC. "
                + "Lists take `limit` and `cursor` and answer `items`, `next` and `total`. Errors are `application/problem+json` with a stable `code`, what to do (`fix`) and a link to its entry in the guide (`docs`).",
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "This server" }];
        document.AddComponent(OpenApiFeature.KeyScheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key: `Authorization: Bearer <API key>`. It has a role, and is bound to a tenant or acts on the whole install.",
        });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(OpenApiFeature.KeyScheme, document)] = [] }];
        if (document.Components?.Schemas?.ContainsKey(nameof(Problem)) != true)
            document.AddComponent(nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken));
        var ordered = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(entry => entry.Key, StringComparer.Ordinal)) ordered.Add(path, item);
        document.Paths = ordered;
    }
}
