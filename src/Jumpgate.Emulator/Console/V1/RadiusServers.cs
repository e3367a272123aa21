using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>RADIUS servers.</summary>
internal static class RadiusServers
{
    private static readonly string[] Writable =
    [
        "authIdp", "caCert", "deviceCertEnabled", "mfa", "name", "networkSourceIp", "radsecEnabled", "requireRadsec", "requireTlsAuth", "sharedSecret",
        "userCertEnabled", "userLockoutAction", "userPasswordEnabled", "userPasswordExpirationAction",
    ];

    public static void Map(Routes v1) => v1
        .Get("/radiusservers", "radius", call => Lists.Envelope(call, call.Organization.Table(Kind.RadiusServer)))
        .Post("/radiusservers", "radius", Create)
        .Get("/radiusservers/{id}", "radius", call => Objects.Get(call, Kind.RadiusServer))
        .Put("/radiusservers/{id}", "radius", Update)
        .Delete("/radiusservers/{id}", "radius", Delete);

    private static Answer Create(Call call)
    {
        foreach (var name in (string[])["name", "networkSourceIp", "sharedSecret"])
        {
            if (string.IsNullOrEmpty((string?)call.Object[name]))
                return Answer.Invalid($"{name} is required");
        }

        var organization = call.Organization;
        var table = organization.Table(Kind.RadiusServer);
        var index = table.Add(call.Now, id => new JsonObject { ["_id"] = id, ["organization"] = organization.Id, ["mfa"] = "DISABLED", ["authIdp"] = "JUMPCLOUD", ["userPasswordEnabled"] = true });
        new Changes().Take(table.Change(index), call.Object, Writable);
        organization.Journal.Write(call, "radiusserver_create", organization.Journal.Resource(new Node(Kind.RadiusServer, index)));
        return Objects.Show(table, index);
    }

    private static Answer Update(Call call)
    {
        var organization = call.Organization;
        var table = organization.Table(Kind.RadiusServer);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var changes = new Changes().Take(table.Change(index), call.Object, Writable);
        organization.Journal.Write(call, "radiusserver_update", organization.Journal.Resource(new Node(Kind.RadiusServer, index)), changes);
        return Objects.Show(table, index);
    }

    private static Answer Delete(Call call)
    {
        var organization = call.Organization;
        var table = organization.Table(Kind.RadiusServer);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var answer = Objects.Show(table, index);
        var resource = organization.Journal.Resource(new Node(Kind.RadiusServer, index));
        organization.Delete(new Node(Kind.RadiusServer, index));
        organization.Journal.Write(call, "radiusserver_delete", resource);
        return answer;
    }
}
