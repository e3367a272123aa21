namespace Jumpgate.Server.Directory;

/// <summary>The base URL of a pushed directory: unique by the directory's id, under the address the server was asked at.</summary>
internal static class ScimEndpointUrl
{
    public const string Root = "/scim/";
    public const string Version = "v2";

    public static string Of(HttpRequest request, Guid directory) => $"{request.Scheme}://{request.Host}{request.PathBase}{Root}{directory}/{Version}";
}
