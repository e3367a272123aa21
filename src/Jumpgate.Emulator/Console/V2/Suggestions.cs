using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Members that a group's query would add or remove and that wait for a person's word.</summary>
internal static class Suggestions
{
    public static void Map(Routes v2)
    {
        foreach (var (path, kind) in ((string, Kind)[])[("usergroups", Kind.UserGroup), ("systemgroups", Kind.SystemGroup)])
        {
            v2.Get($"/{path}/{{id}}/suggestions", "groups", call => List(call, kind))
                .Post($"/{path}/{{id}}/suggestions", "groups", call => Take(call, kind));
        }
    }

    private static Answer List(Call call, Kind kind)
    {
        var organization = call.Organization;
        if (!organization.Table(kind).TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        return Lists.Array(call, DynamicGroups.Suggestions(organization, new Node(kind, index)), (json, suggestion) =>
        {
            json.WriteStartObject();
            json.WriteStartObject("object"u8);
            json.WriteNull("attributes"u8);
            json.WriteString("id"u8, organization.IdOf(suggestion.Member));
            json.WriteString("type"u8, GraphTypes.Name(suggestion.Member.Kind));
            json.WriteEndObject();
            json.WriteString("op"u8, suggestion.Add ? "add"u8 : "remove"u8);
            json.WriteEndObject();
        });
    }

    private static Answer Take(Call call, Kind kind)
    {
        var organization = call.Organization;
        if (!organization.Table(kind).TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var group = new Node(kind, index);
        var wanted = (call.Object["user_ids"] ?? call.Object["object_ids"]) as JsonArray ?? [];
        var open = DynamicGroups.Suggestions(organization, group).ToDictionary(s => organization.IdOf(s.Member));
        JsonArray found = [], missing = [];
        foreach (var id in wanted.Select(id => (string?)id ?? ""))
        {
            if (!open.TryGetValue(id, out var suggestion))
            {
                missing.Add(id);
                continue;
            }

            found.Add(id);
            if (suggestion.Add)
                organization.Graph.Members.Add(group, suggestion.Member);
            else
                organization.Graph.Members.Remove(group, suggestion.Member);
            organization.Journal.Association(call, suggestion.Add ? "add" : "remove", group, suggestion.Member, null);
        }

        return Answer.Json(200, new JsonArray(new JsonObject { ["suggestions_found"] = found, ["suggestions_not_found"] = missing }));
    }
}
