using System.Text.Json;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.State;

/// <summary>How the world's own objects of each kind are written; kinds that begin empty have no writer.</summary>
internal static class Writers
{
    public static Action<Utf8JsonWriter, int> For(Organization organization, Kind kind)
    {
        var world = organization.World;
        return kind switch
        {
            Kind.User => (json, i) => world.People.Write(json, i, organization.Generation),
            Kind.Admin => (json, i) => world.Admins.Write(json, i, organization.Generation),
            Kind.UserGroup => world.Groups.Write,
            Kind.System => (json, i) => world.Devices.Write(json, i, organization.Generation, organization.Today),
            Kind.SystemGroup => world.DeviceGroups.Write,
            Kind.Application => world.Applications.Write,
            Kind.Role => (json, i) => Roles.Write(json, world, i),
            Kind.AppleMdm => (json, i) => Fixtures.AppleMdm(json, world, i),
            Kind.ApplicationTemplate => (json, i) => Fixtures.ApplicationTemplate(json, world, i),
            Kind.GSuite => world.Services.GSuite,
            Kind.Office365 => world.Services.Office365,
            Kind.ActiveDirectory => world.Services.ActiveDirectory,
            Kind.SoftwareApp => world.Services.SoftwareApp,
            Kind.LdapServer => (json, i) => Fixtures.LdapServer(json, world, i),
            Kind.Command => (json, i) => Fixtures.Command(json, world, i),
            Kind.Policy => (json, i) => Fixtures.Policy(json, world, i),
            Kind.PolicyTemplate => (json, i) => Fixtures.PolicyTemplate(json, world, i),
            _ => (_, i) => throw new InvalidOperationException($"the world has no {kind} {i}"),
        };
    }
}
