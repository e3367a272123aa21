using Jumpgate.Ocsf.Reading;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>
/// Sign-on to an application. It has no <c>success</c>: <c>sso_token_success</c> and <c>error_message</c> together tell a sign-on, a refusal, and the challenge for
/// a second factor, which is neither: the sign-on it belongs to ends later, with an event of its own.
/// </summary>
internal static class SsoAuth
{
    private const int Logon = 1;
    private const int Preauth = 6;
    private const int OpenId = 4;
    private const int Saml = 5;

    public static void Decide(RecordDraft draft, ref Decision decision)
    {
        var tree = draft.Event;
        var token = tree.Find("sso_token_success"u8);
        var reason = tree.Find("error_message"u8);
        var (signedOn, refused) = (tree.Flag(token) ?? tree.Flag(tree.Find("success"u8)), tree.Says(reason));
        decision.Become(draft, ClassUids.Authentication, signedOn == false && !refused ? Preauth : Logon);
        decision.Status = signedOn == true ? Statuses.Success : refused ? Statuses.Failure : Statuses.Unknown;
        decision.Severity = decision.Status != Statuses.Failure ? Severity.Informational : IsDenied(tree) || Wording.Has(tree.Content(reason), "policy"u8) ? Severity.Medium : Severity.Low;
        var type = tree.Find(tree.Find("application"u8), "sso_type"u8);
        decision.Protocol = Wording.Has(tree.Content(type), "saml"u8) ? Saml : Wording.Has(tree.Content(type), "oidc"u8) || Wording.Has(tree.Content(type), "openid"u8) ? OpenId : 0;
        if (decision.Protocol > 0) draft.Use(type);
        if (tree.Flag(token) is not null) draft.Use(token);
    }

    /// <summary>A conditional access policy said no.</summary>
    private static bool IsDenied(EventTree tree)
    {
        var policies = tree.Find(tree.Find("auth_context"u8), "policies_applied"u8);
        for (var policy = tree.First(policies); policy >= 0; policy = tree.After(policies, policy))
        {
            if (tree.Is(tree.Find(tree.Find(policy, "metadata"u8), "action"u8), "DENY"u8)) return true;
        }

        return false;
    }
}
