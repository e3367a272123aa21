using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpgate.Emulator.Pusher;

/// <summary>Bodies as SCIM 2.0 (RFC 7643, RFC 7644 §3.5.2) or SCIM 1.1 (partial resources with meta.attributes and operation) writes them.</summary>
internal sealed class Dialect(PushSettings settings, AttributeMap map)
{
    private const string OldCore = "urn:scim:schemas:core:1.0", OldEnterprise = "urn:scim:schemas:extension:enterprise:1.0";
    private const string Patch = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] User(JsonNode?[] values)
    {
        var user = Resource("User");
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
                Place(user, map.Paths[i], value);
        }

        return Bytes(user);
    }

    /// <summary>One replace per attribute with a path (reference §8.2); what became empty is removed.</summary>
    public byte[] UserPatch(JsonNode?[] values, IReadOnlyList<int> changed)
    {
        if (settings.Old)
        {
            var partial = Resource("User");
            foreach (var i in changed)
            {
                if (values[i] is { } value)
                    Place(partial, map.Paths[i], value);
            }

            if (changed.Any(i => values[i] is null))
                partial["meta"] = new JsonObject { ["attributes"] = new JsonArray([.. changed.Where(i => values[i] is null).Select(i => (JsonNode)map.Paths[i])]) };
            return Bytes(partial);
        }

        return Operations(changed.Select(i => Operation(values[i] is null ? "remove" : "replace", map.Paths[i], values[i]?.DeepClone())));
    }

    public byte[] Deactivation()
    {
        if (!settings.Old)
            return Operations([Operation("replace", AttributeMap.Active, false)]);
        var user = Resource("User");
        user[AttributeMap.Active] = false;
        return Bytes(user);
    }

    public byte[] Group(string name, IEnumerable<string> members)
    {
        var group = Resource("Group");
        group["displayName"] = name;
        group["members"] = Members(members);
        return Bytes(group);
    }

    public byte[] Rename(string name)
    {
        if (!settings.Old)
            return Operations([Operation("replace", "displayName", name)]);
        var group = Resource("Group");
        group["displayName"] = name;
        return Bytes(group);
    }

    /// <summary>Member objects hold their value alone (reference §8.2).</summary>
    public byte[] Add(IReadOnlyList<string> members)
    {
        if (!settings.Old)
            return Operations([Operation("add", "members", Members(members))]);
        var group = Resource("Group");
        group["members"] = Members(members);
        return Bytes(group);
    }

    /// <summary>JumpCloud sends a list of values and no filter (reference §8.2); the filter is the RFC's way.</summary>
    public byte[] Remove(IReadOnlyList<string> members)
    {
        if (!settings.Old)
        {
            return settings.MemberRemoval == MemberRemoval.Filter
                ? Operations(members.Select(m => Operation("remove", $"members[value eq {Quoted(m)}]", null)))
                : Operations([Operation("remove", "members", Members(members))]);
        }

        var group = Resource("Group");
        group["members"] = new JsonArray([.. members.Select(m => (JsonNode)new JsonObject { ["value"] = m, ["operation"] = "delete" })]);
        return Bytes(group);
    }

    /// <summary>A value inside a filter: a JSON string (RFC 7644 §3.4.2.2).</summary>
    public static string Quoted(string value) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)}\"";

    public static byte[] Bytes(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Writing))
            node.WriteTo(json);
        return buffer.WrittenSpan.ToArray();
    }

    private JsonObject Resource(string type) => new() { ["schemas"] = new JsonArray(settings.Old ? OldCore : $"urn:ietf:params:scim:schemas:core:2.0:{type}") };

    private void Place(JsonObject root, string path, JsonNode value)
    {
        var rest = path;
        if (path.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) && path.LastIndexOf(':') is var colon)
        {
            var schema = settings.Old && path[..colon] == AttributeMap.Enterprise ? OldEnterprise : path[..colon];
            if (root[schema] is null)
            {
                root["schemas"]!.AsArray().Add(schema);
                root[schema] = new JsonObject();
            }

            root = root[schema]!.AsObject();
            rest = path[(colon + 1)..];
        }

        if (rest.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
        {
            if (root[rest[..dot]] is not JsonObject)
                root[rest[..dot]] = new JsonObject();
            root = root[rest[..dot]]!.AsObject();
            rest = rest[(dot + 1)..];
        }

        root[rest] = value.DeepClone();
    }

    private static JsonArray Members(IEnumerable<string> members) => new([.. members.Select(m => (JsonNode)new JsonObject { ["value"] = m })]);

    private static JsonObject Operation(string op, string path, JsonNode? value)
    {
        var operation = new JsonObject { ["op"] = op, ["path"] = path };
        if (value is not null)
            operation["value"] = value;
        return operation;
    }

    private static byte[] Operations(IEnumerable<JsonObject> operations)
        => Bytes(new JsonObject { ["schemas"] = new JsonArray(Patch), ["Operations"] = new JsonArray([.. operations]) });
}
