using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Organizations;

/// <summary>The form of a JumpCloud organization id.</summary>
internal static class OrganizationIds
{
    private const string Example = "5a1234567890abcdef123456";

    /// <summary>The id, or null where none is given; another form is a fault at its field.</summary>
    public static string? Read(string? text, FieldFaults faults)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length == Example.Length && text.All(char.IsAsciiHexDigit)) return text.ToLowerInvariant();
        faults.Add(
            "organizationId", LinkProblems.OrganizationIdMalformed.Code, $"An Organization ID has 24 hexadecimal characters, as in {Example}.",
            $"Copy it from Settings > Organization Profile, or leave it empty if your credentials see one organization. Example: {Example}.");
        return null;
    }
}
