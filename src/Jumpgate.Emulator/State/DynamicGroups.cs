using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;

using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.State;

/// <summary>Groups whose members follow from a query over users' or devices' fields.</summary>
internal static class DynamicGroups
{
    public static bool IsAutomatic(Organization organization, Node group)
        => (string?)organization.Table(group.Kind).Read(group.Index)["membershipMethod"] == "DYNAMIC_AUTOMATED";

    /// <summary>Whether the group's query holds for the node; exempted ones stay as they are.</summary>
    public static bool Admits(Organization organization, Node group, Node member)
    {
        var document = organization.Table(group.Kind).Read(group.Index);
        return !IsExempt(document, organization.IdOf(member)) && Query(document) is { } query && query.Holds(organization.Table(member.Kind).Read(member.Index));
    }

    /// <summary>After an object was written: puts it into the automatic groups its fields now ask for, and takes it out of the others.</summary>
    public static void Follow(Organization organization, Node member)
    {
        var kind = member.Kind == Kind.User ? Kind.UserGroup : Kind.SystemGroup;
        foreach (var index in organization.Table(kind).All())
        {
            if (!organization.Table(kind).IsWritten(index) && (kind == Kind.SystemGroup || !organization.World.Groups.IsDynamic(index)))
                continue;
            var group = new Node(kind, index);
            if (IsAutomatic(organization, group))
                Settle(organization, group, member);
        }
    }

    /// <summary>After a group's query was written: settles every possible member.</summary>
    public static void Recount(Organization organization, Node group)
    {
        if (!IsAutomatic(organization, group))
            return;
        var kind = Graph.MemberKind(group.Kind);
        foreach (var index in organization.Table(kind).All())
            Settle(organization, group, new Node(kind, index));
    }

    /// <summary>What the query of a group that needs review would change.</summary>
    public static List<(Node Member, bool Add)> Suggestions(Organization organization, Node group)
    {
        var document = organization.Table(group.Kind).Read(group.Index);
        if ((string?)document["membershipMethod"] != "DYNAMIC_REVIEW_REQUIRED" || Query(document) is not { } query)
            return [];
        List<(Node, bool)> found = [];
        var kind = Graph.MemberKind(group.Kind);
        foreach (var index in organization.Table(kind).All())
        {
            var member = new Node(kind, index);
            var wanted = query.Holds(organization.Table(kind).Read(index));
            if (wanted != organization.Graph.Members.Contains(group, member) && !IsExempt(document, organization.IdOf(member)))
                found.Add((member, wanted));
        }

        return found;
    }

    private static void Settle(Organization organization, Node group, Node member)
    {
        var document = organization.Table(group.Kind).Read(group.Index);
        if (IsExempt(document, organization.IdOf(member)) || Query(document) is not { } query)
            return;
        var wanted = query.Holds(organization.Table(member.Kind).Read(member.Index));
        var changed = wanted ? organization.Graph.Members.Add(group, member) : organization.Graph.Members.Remove(group, member);
        if (changed)
            organization.Journal.Association(null, wanted ? "add" : "remove", group, member, null);
    }

    private static bool IsExempt(JsonObject group, string id)
        => group["memberQueryExemptions"] is JsonArray exemptions && exemptions.Any(e => (string?)e?["id"] == id);

    /// <summary>Filters come as objects, or as the newer documents have it as JSON text.</summary>
    private static Condition? Query(JsonObject group)
    {
        if (group["memberQuery"] is not JsonObject query || query["filters"] is not JsonArray filters)
            return null;
        List<Condition> all = [];
        foreach (var filter in filters)
        {
            var parsed = filter is JsonValue value && value.TryGetValue<string>(out var text) ? Parse(text) : filter;
            foreach (var part in parsed is JsonArray list ? list.OfType<JsonObject>() : parsed is JsonObject one ? [one] : [])
                all.Add(new Test((string?)part["field"] ?? "", (string?)part["operator"] ?? "eq", [FieldValues.Text(part["value"])]));
        }

        return all.Count == 0 ? null : Condition.All(all);
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
