using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Policies, the templates they come from, and how devices stand to them.</summary>
internal static class Policies
{
    public static void Map(Routes v2) => v2
        .Get("/policies", "systems policies", call => Lists.Array(call, call.Organization.Table(Kind.Policy)))
        .Post("/policies", "systems policies", Create)
        .Get("/policies/{id}", "systems policies", call => Objects.Get(call, Kind.Policy))
        .Put("/policies/{id}", "systems policies", Update)
        .Delete("/policies/{id}", "systems policies", Delete)
        .Get("/policytemplates", "systems policies", call => Lists.Array(call, call.Organization.Table(Kind.PolicyTemplate)))
        .Get("/policytemplates/{id}", "systems policies", call => Objects.Get(call, Kind.PolicyTemplate))
        .Get("/policyresults", "systems policies", call => Results(call, call.Organization.Systems.All(), null))
        .Get("/policies/{id}/policyresults", "systems policies", OfPolicy)
        .Get("/policies/{id}/policystatuses", "systems policies", OfPolicy)
        .Get("/systems/{id}/policystatuses", "systems policies", OfDevice)
        .Get("/systems/{id}/fdekey", "systems", EncryptionKey);

    private static Answer Create(Call call)
    {
        var organization = call.Organization;
        if ((string?)call.Object["name"] is not { Length: > 0 } name)
            return Answer.Invalid("name is required");
        if (organization.Find(Kind.PolicyTemplate, (string?)call.Object["template"]?["id"]) is not { } template)
            return Answer.Invalid("template.id is not a policy template");
        var table = organization.Table(Kind.Policy);
        var index = table.Add(call.Now, id => new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["notes"] = call.Object["notes"]?.DeepClone() ?? "",
            ["template"] = template.DeepClone(),
            ["configFields"] = new JsonArray(),
            ["values"] = call.Object["values"]?.DeepClone() ?? new JsonArray(),
        });
        organization.Journal.Write(call, "policy_create", organization.Journal.Resource(new Node(Kind.Policy, index)));
        return Objects.Show(table, index, 201);
    }

    private static Answer Update(Call call)
    {
        var organization = call.Organization;
        var table = organization.Table(Kind.Policy);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var policy = table.Change(index);
        var changes = new Changes();
        foreach (var name in (string[])["name", "notes", "values"])
        {
            if (call.Object[name] is { } value)
                changes.Set(policy, name, value);
        }

        organization.Journal.Write(call, "policy_update", organization.Journal.Resource(new Node(Kind.Policy, index)), changes);
        return Objects.Show(table, index);
    }

    private static Answer Delete(Call call)
    {
        var organization = call.Organization;
        if (!organization.Table(Kind.Policy).TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var resource = organization.Journal.Resource(new Node(Kind.Policy, index));
        organization.Delete(new Node(Kind.Policy, index));
        organization.Journal.Write(call, "policy_delete", resource);
        return Answer.Empty(204);
    }

    private static Answer OfPolicy(Call call)
        => call.Organization.Table(Kind.Policy).TryFind(call.Id, out var policy)
            ? Results(call, call.Organization.Graph.Reached(new Node(Kind.Policy, policy), Kind.System).Select(n => n.Index), policy)
            : Answer.NotFound(call);

    private static Answer OfDevice(Call call)
        => call.Organization.Systems.TryFind(call.Id, out var device) ? Results(call, [device], null) : Answer.NotFound(call);

    private static Answer EncryptionKey(Call call)
    {
        if (!call.Organization.Systems.TryFind(call.Id, out var device))
            return Answer.NotFound(call);
        if ((bool?)call.Organization.Systems.Read(device)["fde"]?["keyPresent"] != true)
            return Answer.NotFound(call);
        var noise = call.Organization.World.Noise.At(901, device);
        call.Organization.Journal.Write(call, "system_fde_key_decrypt", call.Organization.Journal.Resource(new Node(Kind.System, device)), service: "systems");
        return Answer.Json(200, new JsonObject { ["key"] = $"{noise:X16}".Insert(12, "-").Insert(8, "-").Insert(4, "-") });
    }

    private static Answer Results(Call call, IEnumerable<int> devices, int? only)
    {
        var organization = call.Organization;
        List<(int Device, int Policy)> pairs = [.. devices.SelectMany(device => organization.Graph.Reached(new Node(Kind.System, device), Kind.Policy)
            .Where(n => only is null || n.Index == only).Select(n => (device, n.Index)))];
        return Lists.Array(call, pairs, (json, pair) => Write(json, organization, pair.Device, pair.Policy));
    }

    private static void Write(Utf8JsonWriter json, Organization organization, int device, int policy)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, organization.World.Ids.Of(Kind.PolicyResult, (policy * 100_003) + device, organization.World.CreatedSecond(Kind.System, device)));
        json.WriteString("policyID"u8, organization.IdOf(new Node(Kind.Policy, policy)));
        json.WriteString("systemID"u8, organization.IdOf(new Node(Kind.System, device)));
        var world = organization.World;
        var total = world.Count(Kind.Policy);
        var met = policy >= total || device >= world.Count(Kind.System) || policy < total - world.Devices.FailedPolicies(device, organization.Generation);
        json.WriteString("state"u8, met ? "success"u8 : "failed"u8);
        json.WriteBoolean("success"u8, met);
        json.WriteNumber("exitStatus"u8, met ? 0 : 1);
        json.WriteString("detail"u8, ""u8);
        json.WriteString("stdOut"u8, ""u8);
        json.WriteString("stdErr"u8, ""u8);
        json.Time("startedAt"u8, organization.Today);
        json.Time("endedAt"u8, organization.Today + 2000);
        json.WriteEndObject();
    }
}
