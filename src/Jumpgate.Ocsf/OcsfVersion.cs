namespace Jumpgate.Ocsf;

/// <summary>The releases of the OCSF schema that records are written in.</summary>
public enum OcsfVersion
{
    /// <summary>1.8.0, the default.</summary>
    V180,

    /// <summary>1.1.0, the release Amazon Security Lake documents for custom sources.</summary>
    V110,
}

/// <summary>Versions as text.</summary>
public static class OcsfVersions
{
    /// <summary>All of them, the default first.</summary>
    public static IReadOnlyList<OcsfVersion> All { get; } = [OcsfVersion.V180, OcsfVersion.V110];

    extension(OcsfVersion version)
    {
        /// <summary>As it stands in <c>metadata.version</c>.</summary>
        public string Text => version == OcsfVersion.V110 ? "1.1.0" : "1.8.0";
    }

    /// <summary>Reads <c>1.8.0</c> or <c>1.1.0</c>.</summary>
    public static bool TryRead(string? text, out OcsfVersion version)
    {
        version = text == "1.1.0" ? OcsfVersion.V110 : OcsfVersion.V180;
        return text is "1.8.0" or "1.1.0";
    }
}
