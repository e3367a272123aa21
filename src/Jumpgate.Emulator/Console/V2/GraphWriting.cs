using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>The published graph shapes: connections, and objects with the routes that lead to them.</summary>
internal static class GraphWriting
{
    public static void Connection(Utf8JsonWriter json, Organization organization, Node to, JsonNode? attributes, bool withGroupAttributes = false)
    {
        var own = withGroupAttributes ? OwnAttributes(organization, to) : null;
        if (attributes is null && own is null)
        {
            Plain(json, organization, to);
            return;
        }

        json.WriteStartObject();
        Attributes(json, attributes);
        json.WriteStartObject("to"u8);
        Attributes(json, own);
        Id(json, organization, to);
        json.WriteString("type"u8, GraphTypes.Name(to.Kind));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WithPaths(Utf8JsonWriter json, Organization organization, Node node, IEnumerable<List<Node>> paths, Node from)
    {
        var routes = paths.ToList();
        json.WriteStartObject();
        Id(json, organization, node);
        json.WriteString("type"u8, GraphTypes.Name(node.Kind));
        json.WritePropertyName("compiledAttributes"u8);
        Compiled(organization, from, routes).WriteTo(json);
        json.WriteStartArray("paths"u8);
        foreach (var route in routes)
        {
            json.WriteStartArray();
            var before = from;
            foreach (var step in route)
            {
                Connection(json, organization, step, organization.Graph.Associations.AttributesOf(before, step), withGroupAttributes: true);
                before = step;
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What nearly every line of a page of members is.</summary>
    private static void Plain(Utf8JsonWriter json, Organization organization, Node to)
    {
        var text = new JsonText();
        text.Raw("{\"attributes\":null,\"to\":{\"attributes\":null,\"id\":"u8);
        if (to.Index < organization.World.Count(to.Kind))
            text.Id(organization.World, to.Kind, to.Index);
        else
            text.Text(organization.IdOf(to));
        text.Raw(",\"type\":"u8);
        text.Text(GraphTypes.Name(to.Kind));
        text.Raw("}}"u8);
        json.WriteRawValue(text.Written, skipInputValidation: true);
    }

    private static void Id(Utf8JsonWriter json, Organization organization, Node node)
    {
        if (node.Index < organization.World.Count(node.Kind))
            json.Id("id"u8, organization.World, node.Kind, node.Index);
        else
            json.WriteString("id"u8, organization.IdOf(node));
    }

    private static void Attributes(Utf8JsonWriter json, JsonNode? attributes)
    {
        json.WritePropertyName("attributes"u8);
        if (attributes is null)
            json.WriteNullValue();
        else
            attributes.WriteTo(json);
    }

    /// <summary>Attributes of groups reach whoever gets something through them.</summary>
    private static JsonObject Compiled(Organization organization, Node from, List<List<Node>> routes)
    {
        var compiled = new JsonObject();
        foreach (var route in routes)
        {
            var before = from;
            foreach (var step in route)
            {
                foreach (var attributes in (JsonNode?[])[OwnAttributes(organization, step), organization.Graph.Associations.AttributesOf(before, step)])
                {
                    foreach (var (name, value) in attributes as JsonObject ?? [])
                        compiled[name] = value?.DeepClone();
                }

                before = step;
            }
        }

        return compiled;
    }

    private static JsonNode? OwnAttributes(Organization organization, Node node)
        => node.Kind switch
        {
            Kind.UserGroup when !organization.UserGroups.IsWritten(node.Index) => organization.World.Groups.LdapName(node.Index) is { } name
                ? new JsonObject { ["ldapGroups"] = new JsonArray(new JsonObject { ["name"] = name }) }
                : null,
            Kind.UserGroup or Kind.SystemGroup when organization.Table(node.Kind).IsWritten(node.Index) => organization.Table(node.Kind).Read(node.Index)["attributes"],
            _ => null,
        };
}
