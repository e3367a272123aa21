using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Server.Tests.House;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests.Hosting;

/// <summary>
/// docs/openapi.json is what the server says of itself. After a change of the API write it anew with
/// <c>JUMPGATE_WRITE_OPENAPI=1 dotnet test tests/Jumpgate.Server.Tests --filter OpenApiTests</c>, and read the difference.
/// </summary>
public sealed class OpenApiTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task<JsonObject> DocumentAsync() => JsonNode.Parse(await shared.Hub.Anonymous.GetStringAsync("/openapi/v1.json"))!.AsObject();

    private static IEnumerable<(string Path, string Method, JsonObject Operation)> Operations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        where Methods.Contains(method.Key)
        select (path.Key, method.Key, method.Value!.AsObject());

    [Fact]
    public async Task C13_The_document_in_the_repository_is_what_the_server_says()
    {
        var served = (await DocumentAsync()).ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        var path = Repository.PathOf("docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("JUMPGATE_WRITE_OPENAPI") == "1") await File.WriteAllTextAsync(path, served);

        (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n").ShouldBe(served, "The API changed: see the summary of OpenApiTests.");
        JsonNode.Parse(served)!["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
    }

    [Fact]
    public async Task Every_route_is_described()
    {
        var document = await DocumentAsync();
        var described = Operations(document).Select(operation => $"{operation.Method} {operation.Path}").ToHashSet();

        var mapped = shared.Hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText is { } text && text.TrimStart('/').StartsWith("v1/", StringComparison.Ordinal))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method =>
                $"{method.ToLowerInvariant()} /{System.Text.RegularExpressions.Regex.Replace(endpoint.RoutePattern.RawText!.Trim('/'), @"\{(\w+)[^}]*\}", "{$1}")}"))
            .ToList();

        mapped.Count.ShouldBeGreaterThan(20);
        mapped.Where(route => !described.Contains(route)).ShouldBeEmpty();
        var operations = Operations(document).ToList();
        operations.Where(operation => operation.Operation["operationId"] is null || operation.Operation["summary"] is null).Select(operation => operation.Path).ShouldBeEmpty();
        operations.Select(operation => operation.Operation["operationId"]!.GetValue<string>()).ShouldBeUnique();
        operations.Where(operation => operation.Operation["responses"]!["default"] is null).Select(operation => operation.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_list_has_the_shape_of_a_page()
    {
        var document = await DocumentAsync();
        var lists = Operations(document).Where(operation => operation.Method == "get")
            .Select(operation => (operation.Path, operation.Operation, Schema: Resolve(document, operation.Operation["responses"]!["200"]?["content"]?["application/json"]?["schema"])))
            .Where(operation => operation.Schema?["properties"]?["items"] is not null)
            .ToList();

        lists.Count.ShouldBeGreaterThan(15);
        foreach (var (path, operation, schema) in lists)
        {
            schema!["properties"]!.AsObject().Select(property => property.Key).ShouldBeSubsetOf(["items", "next", "total", "from", "to", "access"], path);
            schema["properties"]!["next"].ShouldNotBeNull(path);
            schema["properties"]!["total"].ShouldNotBeNull(path);
            operation["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()).Intersect(["limit", "cursor"]).Count().ShouldBe(2, path);
        }
    }

    [Fact]
    public async Task What_may_be_called_without_a_key_is_the_exception()
    {
        var document = await DocumentAsync();

        document["components"]!["securitySchemes"]!["apiKey"]!["scheme"]!.GetValue<string>().ShouldBe("bearer");
        Operations(document).Where(operation => operation.Operation["security"] is JsonArray { Count: 0 }).Select(operation => operation.Path).ShouldBeEmpty();
    }

    private static JsonNode? Resolve(JsonObject document, JsonNode? schema) => schema?["$ref"]?.GetValue<string>() is { } reference
        ? document["components"]!["schemas"]![reference.Split('/')[^1]]
        : schema;
}
