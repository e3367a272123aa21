using System.Text.Json;

namespace Jumpgate.Emulator.Worlds;

/// <summary>
/// What else a company has joined to its people and devices: Google Workspace for everyone, Microsoft 365 for some, an Active Directory,
/// groups in LDAP, policies on all devices and software packages on some device groups.
/// </summary>
internal sealed class ServicePlan(World world)
{
    private const int DirectUsers = 3;

    private static readonly (string Title, string Package, string Manager)[] Software =
    [
        ("Google Chrome", "googlechrome", "CHOCOLATEY"), ("Slack", "slack", "CHOCOLATEY"), ("Zoom", "zoom", "CHOCOLATEY"),
    ];

    public static int SoftwareCount => Software.Length;

    /// <summary>Whether the first is bound to the second; the first is of people or device groups.</summary>
    public bool Bound(Kind from, int index, Kind to, int service) => world.CompanyLike && (from, to) switch
    {
        (Kind.UserGroup, Kind.GSuite) => index == 0,
        (Kind.User, Kind.Office365) => index < DirectUsers,
        (Kind.UserGroup, Kind.Office365) => index == 2,
        (Kind.UserGroup, Kind.ActiveDirectory) => index == 3,
        (Kind.UserGroup, Kind.LdapServer) => world.Groups.LdapName(index) is not null,
        (Kind.SystemGroup, Kind.Policy) => index == 0,
        (Kind.SystemGroup, Kind.SoftwareApp) => index == service * 2,
        _ => false,
    };

    /// <summary>Candidates of a kind for a service; of the people only the few that may be bound by themselves.</summary>
    public int Candidates(Kind kind) => kind == Kind.User ? Math.Min(DirectUsers, world.Count(kind)) : world.Count(kind);

    public void GSuite(Utf8JsonWriter json, int index)
    {
        json.WriteStartObject();
        json.Id("id"u8, world, Kind.GSuite, index);
        json.WriteString("name"u8, "Google Workspace"u8);
        DefaultDomain(json, Kind.GSuite, index, world.Domain);
        json.WriteBoolean("groupsEnabled"u8, true);
        json.WriteString("importFilter"u8, ""u8);
        json.WriteString("organizationObjectId"u8, world.OrganizationId);
        json.WriteString("userLockoutAction"u8, "maintain"u8);
        json.WriteString("userPasswordExpirationAction"u8, "maintain"u8);
        json.WriteEndObject();
    }

    public void Office365(Utf8JsonWriter json, int index)
    {
        json.WriteStartObject();
        json.Id("id"u8, world, Kind.Office365, index);
        json.WriteString("name"u8, "Microsoft 365"u8);
        DefaultDomain(json, Kind.Office365, index, world.Domain);
        json.WriteBoolean("groupsEnabled"u8, false);
        json.WriteString("userLockoutAction"u8, "suspend"u8);
        json.WriteString("userPasswordExpirationAction"u8, "maintain"u8);
        json.WriteEndObject();
    }

    public void ActiveDirectory(Utf8JsonWriter json, int index)
    {
        json.WriteStartObject();
        json.Id("id"u8, world, Kind.ActiveDirectory, index);
        json.WriteString("domain"u8, "DC=corp;DC=" + world.Domain.Replace(".", ";DC=", StringComparison.Ordinal));
        json.WriteBoolean("groupsEnabled"u8, true);
        json.WriteString("delegationState"u8, "DISABLED"u8);
        json.WriteString("permission"u8, "PERMISSION_OWNER"u8);
        json.WriteString("primaryAgent"u8, ""u8);
        json.WriteString("primaryImportAgent"u8, ""u8);
        json.Time("updatedAt"u8, world.Created(Kind.ActiveDirectory, index));
        json.WriteString("useCase"u8, "JCASAUTHORITY"u8);
        json.WriteEndObject();
    }

    public void SoftwareApp(Utf8JsonWriter json, int index)
    {
        var (title, package, manager) = Software[index];
        var created = world.Created(Kind.SoftwareApp, index);
        json.WriteStartObject();
        json.Id("id"u8, world, Kind.SoftwareApp, index);
        json.WriteString("displayName"u8, title);
        json.Time("createdAt"u8, created);
        json.Time("updatedAt"u8, created);
        json.WriteStartArray("settings"u8);
        json.WriteStartObject();
        json.WriteString("packageId"u8, package);
        json.WriteString("packageManager"u8, manager);
        json.WriteString("desiredState"u8, "INSTALL"u8);
        json.WriteBoolean("allowUpdateDelay"u8, false);
        json.WriteBoolean("autoUpdate"u8, true);
        json.WriteString("description"u8, ""u8);
        json.Time("createdAt"u8, created);
        json.Time("updatedAt"u8, created);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void DefaultDomain(Utf8JsonWriter json, Kind kind, int index, string domain)
    {
        json.WriteStartObject("defaultDomain"u8);
        json.ElementId("id"u8, world, (ulong)(((int)kind << 8) | index), world.Created(kind, index));
        json.WriteString("domain"u8, domain);
        json.WriteEndObject();
    }
}
