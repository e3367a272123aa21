using System.Security.Cryptography;
using System.Text;

namespace Jumpgate.Server.Tenancy.SignIn;

/// <summary>Lets no other site act with a signed-in person's cookie, and none sign a person in.</summary>
internal sealed class CrossSiteGuard(RequestDelegate next, MasterKey master)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return next(context);
        var byCookie = PortalSessions.ByCookie(context);
        var portal = request.Path.StartsWithSegments("/portal", StringComparison.OrdinalIgnoreCase);
        if (!byCookie && !portal) return next(context);
        if (!SameOrigin(request)) return TenancyProblems.OriginRefused.Because("Its Origin is not this server's address.").ExecuteAsync(context);
        if (!byCookie || IsSignIn(request.Path)) return next(context);
        var token = PortalSessions.CsrfToken(context, master);
        var sent = (string?)request.Headers[PortalSessions.CsrfHeader];
        return token is not null && sent is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(sent))
            ? next(context)
            : TenancyProblems.CsrfTokenInvalid.Because($"{PortalSessions.CsrfHeader} is missing or another.").ExecuteAsync(context);
    }

    private static bool IsSignIn(PathString path) => path == "/portal/sign-in" || path == "/portal/set-up";

    // Browsers send Origin with every POST; programs that send none have no cookie to abuse.
    private static bool SameOrigin(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none")) return false;
        return request.Headers.Origin is not [{ Length: > 0 } origin]
            || (Uri.TryCreate(origin, UriKind.Absolute, out var address) && request.Host.HasValue
                && string.Equals(address.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
