using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Auth;

/// <summary>Who asks, and of which organization.</summary>
internal sealed class Admission(Installation installation)
{
    public Caller? Authenticate(HttpContext http)
    {
        if (http.Request.Headers.TryGetValue("x-api-key", out var key))
            return installation.Credentials.ByKey(key.ToString());
        return Bearer(http) is { } token ? installation.Credentials.ByToken(token) ?? installation.Credentials.ByKey(token) : null;
    }

    public static string? CredentialOf(HttpContext http)
        => http.Request.Headers.TryGetValue("x-api-key", out var key) ? key.ToString() : Bearer(http);

    private static string? Bearer(HttpContext http)
        => http.Request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;

    /// <summary>The answer to a missing or wrong credential.</summary>
    public Answer Refuse(HttpContext http, string path, string? credential)
    {
        if (path is "/login")
            return Answer.Text(200, "<!DOCTYPE html><html><head><title>JumpCloud Console</title></head><body><form>Log in</form></body></html>", "text/html; charset=utf-8");
        if (credential is not null)
        {
            return http.Request.Headers.ContainsKey("x-api-key")
                ? Answer.Refuse(401, "Unauthorized", "Unauthorized: api key user not found")
                : Answer.Refuse(401, "Unauthorized");
        }

        if (installation.Switches.MissingKeyStatus != 302)
            return Answer.Refuse(installation.Switches.MissingKeyStatus, "Unauthorized");
        var redirect = Answer.Text(302, "Found. Redirecting to /login", "text/plain; charset=utf-8");
        redirect.Headers["location"] = "/login";
        return redirect;
    }

    /// <summary>x-org-id: refused by routes outside organizations, required of multi-tenant callers, checked for everybody (reference §2.4).</summary>
    public (Organization?, Answer?) Choose(HttpContext http, Caller caller, RouteRule? rule, string path)
    {
        var outside = rule?.RefusesOrganizationHeader ?? IsOutside(path);
        // An empty header is none: JupiterOne/graph-jumpcloud sends one on every call, and its recordings show 200.
        if (http.Request.Headers.TryGetValue("x-org-id", out var header) && header.ToString().Length > 0)
        {
            var id = header.ToString();
            if (outside)
                return (null, Answer.Refuse(403, "Forbidden: organization selection not allowed via header"));
            if (!ObjectIds.IsWellFormed(id))
                return (null, Answer.Refuse(400, "Bad Request: malformed x-org-id"));
            var asked = installation.FindOrganization(id);
            return asked is null || (caller.Provider is null && asked != caller.Home)
                ? (null, Answer.Refuse(404, "Organization not found"))
                : (asked, null);
        }

        // Who am I? is asked before an organization is chosen (TheJumpCloud/support, Set-JCOrganization).
        // Nor does the document name the header where administrators are linked to organizations.
        outside |= path.Equals("/api/users/getSelf", StringComparison.OrdinalIgnoreCase)
            || path.StartsWith("/api/v2/administrators/", StringComparison.OrdinalIgnoreCase);
        return caller.Provider is not null && !outside && !installation.Switches.DefaultOrganization
            ? (null, Answer.Refuse(401, "Unauthorized", "Unauthorized: x-org-id is required"))
            : (caller.Home, null);
    }

    private static bool IsOutside(string path)
        => path.StartsWith("/api/organizations", StringComparison.OrdinalIgnoreCase)
            || path.StartsWith("/api/v2/organizations/", StringComparison.OrdinalIgnoreCase)
            || path.StartsWith("/api/v2/providers/", StringComparison.OrdinalIgnoreCase);
}
