using Microsoft.OpenApi;

namespace Jumpgate.Server.Hosting;

/// <summary>The description of the HTTP API at /openapi/v1.json, the same as docs/openapi.json.</summary>
internal static class OpenApiFeature
{
    public const string Document = "v1";
    public const string KeyScheme = "apiKey";

    public static void AddApiDescription(this WebApplicationBuilder builder) => builder.Services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer<ApiDocument>();
        options.AddOperationTransformer<ApiOperation>();
    });

    public static void MapApiDescription(this WebApplication app) => app.MapOpenApi("/openapi/v1.json").ExcludeFromDescription();
}
