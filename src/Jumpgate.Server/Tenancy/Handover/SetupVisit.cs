using System.Net;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Tenancy.Handover;

/// <summary>
/// A page opened by a setup link. Its cookie holds for the addresses under that link's id alone, so that it opens nothing else,
/// and two links in one browser do not mix.
/// </summary>
internal static class SetupVisit
{
    public const string Scheme = "SetupLink";

    /// <summary>Where the portal's page for a token is.</summary>
    public const string Page = "/setup";

    private const string Root = "/portal/sessions";
    private const string Framed = "framed";

    /// <summary>Whether the address is a visitor's: no other credential counts there, and a visitor's counts nowhere else.</summary>
    public static bool Covers(PathString path) => path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    public static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "jumpgate_setup";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
        cookie.SlidingExpiration = false;
        cookie.Events.OnRedirectToLogin = context => PortalSessions.Plain(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => PortalSessions.Plain(context, StatusCodes.Status403Forbidden);
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnSigningIn = context =>
        {
            var options = context.CookieOptions;
            options.Path = $"{context.Request.PathBase}{Root}/{Caller.Of(context.Principal!)!.Id}";
            if (!context.Properties.Items.ContainsKey(Framed)) return Task.CompletedTask;
            // In another site's frame a cookie is sent only so; Partitioned keeps it to that site's frames.
            (options.SameSite, options.Secure) = (SameSiteMode.None, true);
            options.Extensions.Add("Partitioned");
            return Task.CompletedTask;
        };
    }

    public static void MapSetupVisits(this WebApplication app) => app.MapPost(Root, Open).ExcludeFromDescription();

    /// <summary>Routes for visitors by links of one purpose, under the id of their link: whatever is not mapped here is not theirs.</summary>
    public static RouteGroupBuilder MapSetupGroup(this WebApplication app, string purpose)
    {
        var setup = app.MapGroup($"{Root}/{{session:guid}}").RequireAuthorization(Scheme);
        setup.ExcludeFromDescription();
        return setup.AddEndpointFilter(async (context, next) =>
            Link(context.HttpContext).Purpose == purpose ? await next(context) : HttpProblems.RouteUnknown.Because("This link is for something else."));
    }

    /// <summary>The part of a group that is about the link's own directory; no other exists for the visitor.</summary>
    public static RouteGroupBuilder MapOwnDirectory(this RouteGroupBuilder setup) =>
        setup.MapGroup("/directories/{directory:guid}").AddEndpointFilter(async (context, next) =>
            Link(context.HttpContext).Directory is { } own && Guid.TryParse(context.HttpContext.GetRouteValue("directory") as string, out var asked) && asked == own
                ? await next(context)
                : HttpProblems.NotFound.Because("No directory has this id."));

    /// <summary>Whether the caller is such a visitor: of people's accounts elsewhere nothing is told to it.</summary>
    public static bool Is(ClaimsPrincipal user) => Caller.Of(user)?.Role == SetupLinks.Role;

    /// <summary>The link of the visitor who asks, as it is now.</summary>
    public static SetupLinkRow Link(HttpContext context) =>
        context.Items[typeof(SetupLinkRow)] as SetupLinkRow ?? throw new InvalidOperationException("The route is not a visitor's.");

    /// <summary>On what a link does once: turned away before anything is asked of JumpCloud.</summary>
    public static async ValueTask<object?> NotYetUsedAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Link(context.HttpContext) is { Organization: null, Directory: null } ? await next(context) : SetupLinkProblems.Used.Because("Something was connected by it.");

    private static async Task<Results<Ok<OpenedSetup>, ProblemResult>> Open(
        OpenSetup body, HttpContext context, SetupLinks links, TenantCatalog tenants, MasterKey master, CancellationToken cancellation)
    {
        var (link, refusal) = await links.FindAsync(body.Token, cancellation);
        if (link is null) return refusal!;
        var principal = SetupLinks.ToCaller(link).ToPrincipal(Scheme);
        ((ClaimsIdentity)principal.Identity!).AddClaim(PortalSessions.NewSession());
        var properties = new AuthenticationProperties { IsPersistent = false };
        // Browsers keep no secure cookie from a plain address; such a page cannot be framed, but it still opens by itself.
        if (link.Embed is not null && (context.Request.IsHttps || IPAddress.IsLoopback(context.Connection.RemoteIpAddress ?? IPAddress.None)))
            properties.Items[Framed] = link.Embed;
        await context.SignInAsync(Scheme, principal, properties);
        context.User = principal;
        await links.OpenedAsync(link, cancellation);
        return TypedResults.Ok(new OpenedSetup(
            link.Id, link.Purpose, (await tenants.GetAsync(link.Tenant, cancellation)).Name, DateTimeOffset.FromUnixTimeMilliseconds(link.ExpiresAt),
            (link.Organization ?? link.Directory) is not null, PortalSessions.CsrfToken(context, master)!, link.Directory));
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var caller = Caller.Of(context.Principal!);
        if (caller?.Tenant is not { } tenant || !Guid.TryParse(http.GetRouteValue("session") as string, out var asked) || asked != caller.Id)
        {
            context.RejectPrincipal();
            return;
        }

        var links = http.RequestServices.GetRequiredService<SetupLinks>();
        var (link, refusal) = await links.FindAsync(tenant, caller.Id, http.RequestAborted);
        if (link is null) context.RejectPrincipal();
        http.Items[typeof(SetupLinkRow)] = link;
        http.Items[typeof(ProblemResult)] = refusal;
    }
}

internal sealed record OpenSetup(string? Token);

/// <param name="Linked">Something was connected by the link: the page shows it and asks for nothing more.</param>
/// <param name="CsrfToken">Repeated in <c>X-CSRF-Token</c> by every request that changes something.</param>
/// <param name="Directory">The pushed directory it is about.</param>
internal sealed record OpenedSetup(Guid Id, string Purpose, string Tenant, DateTimeOffset ExpiresAt, bool Linked, string CsrfToken, Guid? Directory = null);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OpenSetup))]
[JsonSerializable(typeof(OpenedSetup))]
internal sealed partial class SetupVisitJson : JsonSerializerContext;
