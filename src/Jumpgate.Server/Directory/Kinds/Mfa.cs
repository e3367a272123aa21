using System.Text.Json;
using static Jumpgate.Server.Directory.Kinds.JsonText;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>
/// Whether a person has a second factor, and which kinds. <c>state</c>: <c>enrolled</c>, <c>pending</c> (asked to enrol), <c>expired</c>
/// (the enrolment window passed), <c>exempt</c>, <c>not_enrolled</c>; <c>kinds</c>: <c>totp</c>, <c>webauthn</c>, <c>push</c>, <c>jumpcloud_go</c>, <c>sms</c>.
/// </summary>
internal static class Mfa
{
    private static readonly (string Kind, string Source)[] Factors =
        [("totp", "totpStatus"), ("webauthn", "webAuthnStatus"), ("push", "pushStatus"), ("jumpcloud_go", "jcGoStatus"), ("sms", "smsStatus")];

    public static void Write(JsonElement raw, AttributeWriter attributes)
    {
        var mfa = Member(raw, "mfa");
        var enrollment = Member(raw, "mfaEnrollment");
        var kinds = Factors.Where(factor => Is(enrollment, factor.Source, "ENROLLED")).Select(factor => factor.Kind).ToList();
        if (kinds.Count == 0 && IsTrue(raw, "totp_enabled"))
        {
            kinds.Add("totp");
        }

        using (attributes.Object("mfa"))
        {
            attributes.Text("state", StateOf(mfa, enrollment, kinds.Count > 0));
            using (attributes.Array("kinds"))
            {
                kinds.ForEach(attributes.Item);
            }

            attributes.Copy("required", raw, "enable_user_portal_multifactor");
            attributes.Copy("exempt", mfa, "exclusion");
            attributes.Copy("exemptUntil", mfa, "exclusionUntil");
        }
    }

    private static string StateOf(JsonElement mfa, JsonElement enrollment, bool hasFactor) => Of(enrollment, "overallStatus")?.ToUpperInvariant() switch
    {
        "ENROLLED" => "enrolled",
        _ when hasFactor || IsTrue(mfa, "configured") => "enrolled",
        _ when IsTrue(mfa, "exclusion") => "exempt",
        "PENDING_ACTIVATION" or "IN_ENROLLMENT" or "PRE_ENROLLMENT" => "pending",
        "ENROLLMENT_EXPIRED" => "expired",
        _ => "not_enrolled",
    };

    private static bool Is(JsonElement from, string member, string value) =>
        string.Equals(Of(from, member), value, StringComparison.OrdinalIgnoreCase);
}
