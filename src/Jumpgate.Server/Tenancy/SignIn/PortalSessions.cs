using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Jumpgate.Server.Tenancy.Handover;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Jumpgate.Server.Tenancy.SignIn;

/// <summary>The portal's cookie: HTTP-only, same-site, sealed; with a token of its own that every changing request repeats in a header.</summary>
internal static class PortalSessions
{
    public const string Scheme = "Portal";
    public const string CsrfHeader = "X-CSRF-Token";
    private const string SessionClaim = "session";

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "jumpgate_session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
        cookie.SlidingExpiration = true;
        cookie.Events.OnRedirectToLogin = context => Plain(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Plain(context, StatusCodes.Status403Forbidden);
        cookie.Events.OnValidatePrincipal = ValidateAsync;
    }

    public static async Task SignInAsync(HttpContext context, PersonAccountRow account)
    {
        var principal = PersonAccounts.ToCaller(account).ToPrincipal(Scheme);
        ((ClaimsIdentity)principal.Identity!).AddClaim(NewSession());
        await context.SignInAsync(Scheme, principal, new AuthenticationProperties { IsPersistent = false });
        context.User = principal;
    }

    /// <summary>Whether the caller came by a cookie: a signed-in person's, or a setup link's.</summary>
    public static bool ByCookie(HttpContext context) => context.User.Identity?.AuthenticationType is Scheme or SetupVisit.Scheme;

    /// <summary>A name of its own for a new session, from which its token is made.</summary>
    public static Claim NewSession() => new(SessionClaim, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    /// <summary>The session's token; null where the caller did not come by the cookie.</summary>
    public static string? CsrfToken(HttpContext context, MasterKey master) =>
        ByCookie(context) && context.User.FindFirst(SessionClaim)?.Value is { } session
            ? Convert.ToHexStringLower(master.Hash("csrf", Encoding.UTF8.GetBytes(session)))
            : null;

    // Rights follow the account as it is now, not as it was at sign-in.
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var accounts = context.HttpContext.RequestServices.GetRequiredService<PersonAccounts>();
        var caller = Caller.Of(context.Principal!);
        var account = caller is null ? null : await accounts.FindAsync(caller.Id, context.HttpContext.RequestAborted);
        if (account is null)
        {
            context.RejectPrincipal();
            return;
        }

        var principal = PersonAccounts.ToCaller(account).ToPrincipal(Scheme);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(SessionClaim, context.Principal!.FindFirst(SessionClaim)?.Value ?? ""));
        context.ReplacePrincipal(principal);
    }

    internal static Task Plain(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
