namespace Jumpgate.Ocsf;

/// <summary>How bad it is, numbered as OCSF's <c>severity_id</c>.</summary>
public enum Severity
{
    Unknown,
    Informational,
    Low,
    Medium,
    High,
    Critical,
}
