namespace Jumpgate.JumpCloud;

/// <summary>Turns an answer that is no success into the typed error (jumpcloud-api.md §2.1, §2.2, §2.4, §4).</summary>
internal static class ErrorReading
{
    public static JumpCloudException ToException(Answer answer, Redaction redaction, TimeProvider time)
    {
        var body = ErrorBody.Read(answer.Body.Span);
        var kind = Kind(answer, body);
        var upstream = body.Message is { } message ? redaction.Clean(message) : null;
        return new JumpCloudException(kind, Sentence(kind, answer, upstream))
        {
            Status = answer.Status,
            Route = answer.Request.Name,
            UpstreamCode = body.Code is { } code ? redaction.Clean(code) : null,
            UpstreamMessage = upstream,
            Excerpt = redaction.Excerpt(answer.Body.Span),
            IsRetryable = kind is JumpCloudErrorKind.RateLimited or JumpCloudErrorKind.Unavailable or JumpCloudErrorKind.Timeout,
            RetryAfter = answer.RetryAfter(time),
            OutcomeUnknown = answer.Status is 408 or >= 500 && answer.Request.Repeat == Repeat.OnlyIfUnsent,
        };
    }

    public static JumpCloudErrorKind Kind(Answer answer, ErrorBody body)
    {
        var text = body.Message ?? "";
        var code = body.Code ?? "";
        return answer.Status switch
        {
            >= 300 and <= 399 => JumpCloudErrorKind.CredentialMissing,
            400 when NamesOrganization(text) => Says(text, "match", "differ", "conflict")
                ? JumpCloudErrorKind.OrganizationMismatch
                : Says(text, "malformed", "invalid", "not valid") || !IsObjectId(answer.OrganizationId)
                    ? JumpCloudErrorKind.OrganizationMalformed
                    : JumpCloudErrorKind.BadRequest,
            401 or 400 when Says(code, "invalid_client") && IsDisabled(text) => JumpCloudErrorKind.ServiceAccountDisabled,
            400 when Says(code, "invalid_client") => Says(text, "expired") ? JumpCloudErrorKind.CredentialExpired : JumpCloudErrorKind.InvalidCredentials,
            400 when Says(code, "invalid_scope", "unauthorized_client") => JumpCloudErrorKind.MissingPermission,
            401 when NamesOrganization(text) => JumpCloudErrorKind.OrganizationRequired,
            401 or 403 when IsDisabled(text) => JumpCloudErrorKind.ServiceAccountDisabled,
            401 when Says(text, "expired") && !Says(text, "token") => JumpCloudErrorKind.CredentialExpired,
            401 => JumpCloudErrorKind.InvalidCredentials,
            402 => JumpCloudErrorKind.PaymentRequired,
            403 when Says(text, "abuse", "ip has been blocked", "ip is blocked") => JumpCloudErrorKind.IpBlocked,
            403 when Says(text, "organization selection", "x-org-id") => JumpCloudErrorKind.OrganizationHeaderRefused,
            403 => JumpCloudErrorKind.MissingPermission,
            404 when answer.OrganizationId is not null && NamesOrganization(text) => JumpCloudErrorKind.OrganizationNotFound,
            404 => JumpCloudErrorKind.NotFound,
            408 => JumpCloudErrorKind.Timeout,
            409 => JumpCloudErrorKind.Conflict,
            429 => JumpCloudErrorKind.RateLimited,
            >= 500 => JumpCloudErrorKind.Unavailable,
            _ => JumpCloudErrorKind.BadRequest,
        };
    }

    private static bool NamesOrganization(string text) => Says(text, "organization", "x-org-id", "org id");

    private static bool IsDisabled(string text) => Says(text, "service account", "serviceaccount", "client")
        && Says(text, "disabled", "inactive", "suspended", "deactivated", "not active");

    private static bool IsObjectId(string? id) => id is { Length: 24 } && id.All(char.IsAsciiHexDigit);

    private static bool Says(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static string Sentence(JumpCloudErrorKind kind, Answer answer, string? upstream)
    {
        var cause = kind switch
        {
            JumpCloudErrorKind.InvalidCredentials => "JumpCloud does not accept the credentials",
            JumpCloudErrorKind.CredentialMissing => "JumpCloud saw no credentials and redirected to its login page",
            JumpCloudErrorKind.CredentialExpired => "the credentials have expired",
            JumpCloudErrorKind.ServiceAccountDisabled => "the service account is disabled",
            JumpCloudErrorKind.MissingPermission => "the credentials lack a right for this call",
            JumpCloudErrorKind.IpBlocked => "JumpCloud blocked this address for suspected abuse",
            JumpCloudErrorKind.OrganizationRequired => "a multi-tenant administrator must name the organization",
            JumpCloudErrorKind.OrganizationMalformed => "the organization id is malformed",
            JumpCloudErrorKind.OrganizationMismatch => "the organization id differs from the one in the path",
            JumpCloudErrorKind.OrganizationNotFound => "the organization was not found",
            JumpCloudErrorKind.OrganizationHeaderRefused => "this route takes no organization id",
            JumpCloudErrorKind.NotFound => "not found",
            JumpCloudErrorKind.Conflict => "it conflicts with what exists",
            JumpCloudErrorKind.PaymentRequired => "the organization's plan does not allow it",
            JumpCloudErrorKind.RateLimited => "too many requests",
            JumpCloudErrorKind.Unavailable => "JumpCloud is unavailable",
            JumpCloudErrorKind.Timeout => "JumpCloud gave up waiting",
            _ => "JumpCloud refused the request",
        };
        return $"{answer.Request.Name}: {cause} ({answer.Status}){(upstream is null ? "" : $": {upstream.TrimEnd('.', ' ')}")}";
    }
}
