using System.Text.RegularExpressions;

namespace Jumpgate.Emulator.Tests.Published;

/// <summary>Where answers seen of JumpCloud differ from its published schemas, and the emulator follows the answers.</summary>
internal static partial class KnownDifferences
{
    private static readonly (Regex Fault, string Reason)[] All =
    [
        (RecordedIds(), "v1 objects carry _id and id alike, also inside addresses, phone numbers and attributes: recorded by JupiterOne/graph-jumpcloud and SEKOIA-IO/intake-formats"),
        (RecordedFields(), "recorded by JupiterOne/graph-jumpcloud"),
        (RecordedColor(), "recorded empty by JupiterOne/graph-jumpcloud"),
        (FilterTriples(), "the newer document passes filters as text, the older one and the clients made from it have objects"),
        (Echoes(), "what was created is kept whole, though reading is documented with fewer fields"),
        (PackageTimes(), "the newer document gives packages their times; the older one, which alone describes this answer, does not know them"),
    ];

    public static bool Explain(string fault) => Array.Exists(All, known => known.Fault.IsMatch(fault));

    [GeneratedRegex(@"^GET /api/(?!v2/)\S+ — \$(\.results\[\])?(\.(addresses|phoneNumbers|attributes)\[\])?\._?id: unknown property$")]
    private static partial Regex RecordedIds();

    [GeneratedRegex(@"^GET /api/(systemusers\S* — \$\S*\.systemUsername|organizations — \$\.results\[\]\.created|v2/applemdms/\S+/devices\S* — \$\S*\.appleMdmId): unknown property$")]
    private static partial Regex RecordedFields();

    [GeneratedRegex(@"^[A-Z]+ /api/applications\S* — \$\S*\.logo\.color: """" is not one of")]
    private static partial Regex RecordedColor();

    [GeneratedRegex(@"softwareappstatuses — \$\[\]\.app\.(settings\[\]\.)?(createdAt|updatedAt): unknown property$")]
    private static partial Regex PackageTimes();

    [GeneratedRegex(@"memberQuery\.filters\[\]: Object instead of string$")]
    private static partial Regex FilterTriples();

    [GeneratedRegex(@"(cloudinsights/\S+ — \$\.(awsRegion|id)|duo/\S+ — \$\.secretKey): unknown property$")]
    private static partial Regex Echoes();
}
