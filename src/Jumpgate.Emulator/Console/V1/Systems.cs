using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>Devices. They enrol by themselves, so nothing is created here.</summary>
internal static class Systems
{
    private static readonly string[] Writable =
    [
        "displayName", "allowSshRootLogin", "allowSshPasswordAuthentication", "allowMultiFactorAuthentication", "allowPublicKeyAuthentication", "attributes",
    ];

    public static void Map(Routes v1)
    {
        v1.Get("/systems", "systems", call => Lists.Envelope(call, call.Organization.Systems))
            .Get("/systems/{id}", "systems", call => Objects.Get(call, Kind.System))
            .Put("/systems/{id}", "systems", Update)
            .Delete("/systems/{id}", "systems", Delete);
        foreach (var action in (string[])["lock", "restart", "shutdown", "erase"])
            v1.Post($"/systems/{{id}}/command/builtin/{action}", "systems", call => Command(call, action));
    }

    private static Answer Update(Call call)
    {
        var organization = call.Organization;
        if (!organization.Systems.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var device = organization.Systems.Change(index);
        var changes = new Changes().Take(device, call.Object, Writable);
        var node = new Node(Kind.System, index);
        if (changes.Any)
            organization.Journal.Write(call, "system_update", organization.Journal.Resource(node), changes);
        DynamicGroups.Follow(organization, node);
        return Objects.Show(organization.Systems, index);
    }

    private static Answer Delete(Call call)
    {
        var organization = call.Organization;
        if (!organization.Systems.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var node = new Node(Kind.System, index);
        var resource = organization.Journal.Resource(node);
        var answer = Objects.Show(organization.Systems, index);
        organization.Delete(node);
        organization.Journal.Write(call, "system_delete", resource);
        return answer;
    }

    /// <summary>Queued for the agent; macOS has to be reached through MDM (reference §6.9).</summary>
    private static Answer Command(Call call, string action)
    {
        var organization = call.Organization;
        if (!organization.Systems.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        if ((string?)organization.Systems.Read(index)["osFamily"] == "darwin")
            return Answer.Invalid($"{action} is not supported on this operating system");
        var resource = organization.Journal.Resource(new Node(Kind.System, index));
        resource["command"] = action;
        organization.Journal.Write(call, "device_command", resource, service: "systems");
        return Answer.Json(201, new JsonObject { ["message"] = "command created" });
    }
}
