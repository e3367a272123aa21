using System.Text.Json;

namespace Jumpgate.Ocsf.Tests.Published;

/// <summary>The compiled schema of a release of OCSF.</summary>
internal static class CompiledSchema
{
    public static JsonElement Of(OcsfVersion version) => SharedReference.Json("ocsf", $"ocsf-{version.Text}-compiled.json");
}
