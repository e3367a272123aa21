using System.Security.Claims;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tenancy;

/// <summary>Who is asking: an API key or a signed-in person, with a role, bound to a tenant or acting on the whole install.</summary>
/// <param name="Who">For the audit log: <c>key:NAME</c> or <c>person:EMAIL</c>.</param>
public sealed record Caller(Guid Id, string Who, string Name, string Role, TenantId? Tenant)
{
    private const string WhoClaim = "who";
    private const string TenantClaim = "tenant";

    public bool IsInstallWide => Tenant is null;

    public bool May(string right) => Rights.Of(Role).Contains(right);

    public static Caller? Of(ClaimsPrincipal principal)
    {
        if (principal.Identity is not ClaimsIdentity { IsAuthenticated: true } identity) return null;
        var tenant = identity.FindFirst(TenantClaim)?.Value;
        return new Caller(
            Guid.Parse(identity.FindFirst(ClaimTypes.NameIdentifier)!.Value),
            identity.FindFirst(WhoClaim)!.Value,
            identity.FindFirst(ClaimTypes.Name)!.Value,
            identity.FindFirst(ClaimTypes.Role)!.Value,
            tenant is null ? null : new TenantId(int.Parse(tenant, System.Globalization.CultureInfo.InvariantCulture)));
    }

    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, Id.ToString()), new(WhoClaim, Who), new(ClaimTypes.Name, Name), new(ClaimTypes.Role, Role),
        ];
        if (Tenant is { } tenant) claims.Add(new Claim(TenantClaim, tenant.ToString()));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }
}
