namespace Jumpgate.Server.Portal;

/// <summary>
/// Holds for addresses that can be pages. A mistyped address of a program must answer as a program expects (404, 405), not with a page.
/// </summary>
internal sealed class PagePath : IRouteConstraint
{
    public const string Name = "page";

    private static readonly string[] Programs = ["v1", "portal", "scim", "health", "metrics", "openapi", "docs", "assets"];

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection)
    {
        var path = values[routeKey] as string ?? "";
        var first = path.Split('/', 2)[0];
        return !Programs.Contains(first, StringComparer.OrdinalIgnoreCase);
    }
}
