using System.Text.Json;
using static Jumpgate.Server.Directory.Kinds.JsonText;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>What groups of people and groups of devices have in common.</summary>
internal static class GroupAttributes
{
    private static readonly string[] Copied =
        ["description", "email", "membershipMethod", "memberQuery", "memberQueryExemptions", "memberSuggestionsNotify", "memberQueryErrorFlags", "attributes"];

    public static void Write(JsonElement raw, AttributeWriter attributes)
    {
        foreach (var name in Copied)
        {
            attributes.Copy(name, raw, name);
        }

        attributes.Flag("dynamic", Of(raw, "membershipMethod")?.StartsWith("DYNAMIC", StringComparison.OrdinalIgnoreCase) ?? false);
    }
}
