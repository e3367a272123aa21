using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Tenancy;

/// <summary>Why a caller is turned away.</summary>
public static class TenancyProblems
{
    public static readonly ProblemCode CredentialMissing = new(
        "api_key_missing", 401, "This needs an API key.", "Send Authorization: Bearer <API key>, or sign in to the portal.");

    public static readonly ProblemCode ApiKeyInvalid = new(
        "api_key_invalid", 401, "This API key is not known here.", "Check that it was copied completely and belongs to this server; otherwise create another.");

    public static readonly ProblemCode ApiKeyExpired = new(
        "api_key_expired", 401, "This API key has ended.", "Create another key; ask for a later expiresAt if it should live longer.");

    public static readonly ProblemCode ApiKeyRevoked = new(
        "api_key_revoked", 401, "This API key was revoked.", "Use another key, or ask a Super Administrator for one.");

    public static readonly ProblemCode RoleInsufficient = new(
        "role_insufficient", 403, "Your role does not include this.", "Ask somebody whose role has it.");

    public static readonly ProblemCode InstallWideOnly = new(
        "install_wide_only", 403, "This concerns the whole install.", "Use a key or account that is not bound to a tenant.");

    public static readonly ProblemCode TenantRequired = new(
        "tenant_required", 422, "It is not clear which tenant is meant.", "Name it: ?tenant=NAME, or \"tenant\" in the body.");

    public static readonly ProblemCode TenantNotFound = new(
        "tenant_not_found", 404, "There is no such tenant.", "Compare the name or id with GET /v1/tenants.");

    public static readonly ProblemCode NameTaken = new(
        "name_taken", 409, "This name is taken.", "Choose another name.");

    public static readonly ProblemCode IdempotencyKeyReused = new(
        "idempotency_key_reused", 422, "This Idempotency-Key was used for another request.", "Use a new key for each new request.");

    public static readonly ProblemCode IdempotencyInProgress = new(
        "idempotency_in_progress", 409, "The first request with this Idempotency-Key is still being worked on.", "Wait a moment and repeat with the same key.");

    public static readonly ProblemCode IdempotencyKeyInvalid = new(
        "idempotency_key_invalid", 400, "The Idempotency-Key cannot be used.", "Send 1 to 255 printable ASCII characters, for example a UUID.");

    public static readonly ProblemCode SignInFailed = new(
        "sign_in_failed", 401, "E-mail or password is wrong.", "Check both. After several failures wait a minute.");

    public static readonly ProblemCode SignInThrottled = new(
        "sign_in_throttled", 429, "Too many failed sign-ins.", "Wait as long as Retry-After says.");

    public static readonly ProblemCode SetUpDone = new(
        "set_up_done", 409, "This install is set up already.", "Sign in.");

    public static readonly ProblemCode SetUpTokenInvalid = new(
        "set_up_token_invalid", 403, "The set-up token is not the one this server printed.", "Copy it from the server's output; it is printed at each start until the install is set up.");

    public static readonly ProblemCode CsrfTokenInvalid = new(
        "csrf_token_invalid", 403, "The request does not carry this session's token.", "Read GET /portal/session and send its csrfToken as X-CSRF-Token.");

    public static readonly ProblemCode OriginRefused = new(
        "origin_refused", 403, "The request comes from another site.", "Open the portal at its own address.");
}
