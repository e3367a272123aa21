using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests;

/// <summary>Every route the server has, read from the server itself, so that a new one cannot be forgotten.</summary>
public static class RouteWalk
{
    public static List<WalkedRoute> Of(JumpgateHost hub) =>
    [
        .. hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new WalkedRoute(new HttpMethod(method), endpoint)))
            .OrderBy(route => route.ToString(), StringComparer.Ordinal),
    ];
}

public sealed record WalkedRoute(HttpMethod Method, RouteEndpoint Endpoint)
{
    public string Pattern => "/" + (Endpoint.RoutePattern.RawText ?? "").TrimStart('/');

    public bool IsApi => Pattern.StartsWith("/v1/", StringComparison.Ordinal);

    public IReadOnlyList<string> Parameters => [.. Endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name)];

    /// <summary>The address with each parameter replaced.</summary>
    public string Fill(Func<string, string> value) => "/" + string.Join('/', Endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternParameterPart parameter => value(parameter.Name),
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => "",
    }))));

    public override string ToString() => $"{Method} {Pattern}";
}
