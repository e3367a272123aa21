using System.Text.Json;
using System.Xml;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Delivery;

/// <summary>How long nothing must be written to a directory before its first load counts as over.</summary>
internal static class QuietTime
{
    private static readonly TimeSpan JumpCloud = TimeSpan.FromSeconds(60);

    /// <summary>Null: its changes are delivered from the first one on.</summary>
    /// <param name="settings">The JSON of the directory's <see cref="ScimSettings"/>.</param>
    public static TimeSpan? Of(string provider, string settings)
    {
        if (JsonSerializer.Deserialize(settings, ContractsJson.Default.ScimSettings)?.QuietFirstLoad is not { Length: > 0 } text) return provider == "jumpcloud" ? JumpCloud : null;
        return XmlConvert.ToTimeSpan(text) is var quiet && quiet > TimeSpan.Zero ? quiet : null;
    }
}
