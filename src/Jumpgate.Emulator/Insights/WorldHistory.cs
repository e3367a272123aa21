using Jumpgate.Emulator.Insights.History;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Insights;

/// <summary>Casts a world's people and things in its generated past.</summary>
internal static class WorldHistory
{
    public static GeneratedHistory Of(World world, DateTimeOffset until, InsightsOptions options) =>
        new(Subjects(world), world.Options.Events, world.Noise.At(900, 0), until, options);

    public static HistorySubjects Subjects(World world) => new()
    {
        Organization = world.OrganizationId,
        Provider = State.OrganizationProfile.ProviderId(world.Options),
        Users = world.Count(Kind.User),
        User = i => new Person(world.Id(Kind.User, i), world.People.Username(i), world.People.Email(i)),
        Admins = world.Count(Kind.Admin),
        Admin = i => new Person(world.Id(Kind.Admin, i), "", world.Admins.Email(i)),
        Groups = world.Count(Kind.UserGroup),
        Group = i => new Named(world.Id(Kind.UserGroup, i), world.Groups.Name(i)),
        Applications = world.Count(Kind.Application),
        Application = i => Application(world, i),
        Devices = world.Count(Kind.System),
        Device = i => Device(world, i),
    };

    private static SignInTarget Application(World world, int index)
    {
        var (slug, _, type) = Company.Catalogue[index % Company.Catalogue.Length];
        return new SignInTarget(world.Id(Kind.Application, index), slug, ApplicationPlan.Label(index), type, $"https://sso.jumpcloud.com/{(type == "oidc" ? "oidc" : "saml2")}/{slug}");
    }

    private static Machine Device(World world, int index)
    {
        var name = world.Devices.DisplayName(index);
        var (os, version) = world.Devices.PlatformOf(index) switch
        {
            Platform.Mac => ("Mac OS X", "15.3.1"),
            Platform.Windows => ("Windows", "11 Pro"),
            _ => ("Ubuntu", "24.04"),
        };
        return new Machine(world.Id(Kind.System, index), JumpCloudHostname(name), name, os, version, world.Devices.Owner(index) ?? 0);
    }

#pragma warning disable CA1308 // host names are lower case
    private static string JumpCloudHostname(string name) => name.ToLowerInvariant() + ".local";
#pragma warning restore CA1308
}
