using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;

namespace Jumpgate.Emulator.Auth;

/// <summary><c>POST /oauth2/token</c>: client credentials, client and secret by HTTP Basic, scope <c>api</c> (reference §2.2).</summary>
internal static class TokenEndpoint
{
    public static void Map(IEndpointRouteBuilder app, Installation installation)
        => app.MapPost("/oauth2/token", http => AnswerAsync(http, installation));

    private static async Task AnswerAsync(HttpContext http, Installation installation)
    {
        if (!http.Request.HasFormContentType)
        {
            await RefuseAsync(http, 400, "invalid_request", "The request is missing a required parameter, includes an invalid parameter value, or is otherwise malformed.");
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form["grant_type"].ToString() is var grant && grant != "client_credentials")
        {
            await (grant.Length == 0
                ? RefuseAsync(http, 400, "invalid_request", "grant_type is missing")
                : RefuseAsync(http, 400, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server."));
            return;
        }

        if (Basic(http) is not var (client, secret))
        {
            await RefuseAsync(http, 401, "invalid_client", "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).");
            return;
        }

        var (token, problem) = installation.Credentials.Issue(client, secret);
        if (token is null)
        {
            await RefuseAsync(http, 401, "invalid_client", problem!);
            return;
        }

        if (form["scope"].ToString() is var scope && scope != "api")
        {
            await RefuseAsync(http, 400, "invalid_scope", $"The requested scope is invalid, unknown, or malformed. The OAuth 2.0 Client is not allowed to request scope '{scope}'.");
            return;
        }

        await Wire.SendAsync(http, Answer.Json(200, new JsonObject
        {
            ["access_token"] = token,
            ["expires_in"] = Math.Max(0, (int)installation.Credentials.TokenLife.TotalSeconds - 1),
            ["scope"] = "api",
            ["token_type"] = "bearer",
        }));
    }

    private static (string Client, string Secret)? Basic(HttpContext http)
    {
        if (!AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization, out var header)
            || !"Basic".Equals(header.Scheme, StringComparison.OrdinalIgnoreCase) || header.Parameter is null)
            return null;
        var bytes = new byte[header.Parameter.Length];
        if (!Convert.TryFromBase64String(header.Parameter, bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':');

        // RFC 6749 §2.3.1 form-encodes both parts before they are joined; clients differ, so both forms are taken.
        return colon < 0 ? null : (Uri.UnescapeDataString(text[..colon]), Uri.UnescapeDataString(text[(colon + 1)..]));
    }

    private static Task RefuseAsync(HttpContext http, int status, string error, string description)
        => Wire.SendAsync(http, Answer.Json(status, new JsonObject { ["error"] = error, ["error_description"] = description }));
}
