using System.Text;
using System.Text.Json.Nodes;

namespace Jumpgate.Scim.Resources;

/// <summary>When two values are one: the same members with the same values, in any order.</summary>
internal static class ValueKey
{
    public static string Of(JsonNode value)
    {
        if (value is not JsonObject members)
        {
            return value.ToJsonString();
        }

        var key = new StringBuilder();
        foreach (var (name, sub) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            key.Append(name).Append('=').Append(sub?.ToJsonString()).Append('\n');
        }

        return key.ToString();
    }
}
