namespace Jumpgate.JumpCloud;

/// <summary>What went wrong, in the words a person can act on (jumpcloud-api.md §2 and §4).</summary>
public enum JumpCloudErrorKind
{
    /// <summary>401: the key, client id or client secret is wrong, or belongs to another region.</summary>
    InvalidCredentials,

    /// <summary>A redirect to the login page: no credential arrived (JumpCloud answers 302, not 401).</summary>
    CredentialMissing,

    /// <summary>401 that names expiry: the key or secret reached its end date.</summary>
    CredentialExpired,

    /// <summary>The answer says that the service account is disabled, suspended or inactive.</summary>
    ServiceAccountDisabled,

    /// <summary>403: the role of the credential lacks a right for this route.</summary>
    MissingPermission,

    /// <summary>403 that names abuse: JumpCloud blocked this address. Calls stop and cool down.</summary>
    IpBlocked,

    /// <summary>401: a multi-tenant administrator must name the organization (<c>x-org-id</c>).</summary>
    OrganizationRequired,

    /// <summary>400: the organization id is not 24 hexadecimal digits.</summary>
    OrganizationMalformed,

    /// <summary>400: <c>x-org-id</c> and the organization in the path differ.</summary>
    OrganizationMismatch,

    /// <summary>404: no organization has this id, or the credential may not see it.</summary>
    OrganizationNotFound,

    /// <summary>403: this route does not take <c>x-org-id</c>.</summary>
    OrganizationHeaderRefused,

    /// <summary>404: no such object or route.</summary>
    NotFound,

    /// <summary>409: it exists already, or it is in a state that forbids this.</summary>
    Conflict,

    /// <summary>400, 412, 422 and other refusals of what was sent.</summary>
    BadRequest,

    /// <summary>402: the plan of the organization does not include this, or its user limit is reached.</summary>
    PaymentRequired,

    /// <summary>429, after the repeats were used up.</summary>
    RateLimited,

    /// <summary>5xx, after the repeats were used up.</summary>
    Unavailable,

    /// <summary>No answer, or no complete one, in time.</summary>
    Timeout,

    /// <summary>Name not found, connection refused, TLS refused, or cut in the middle.</summary>
    ConnectionFailed,

    /// <summary>A success status with a body that is not the JSON expected: HTML of a proxy, cut off, too large.</summary>
    InvalidResponse,

    /// <summary>A listing that repeats a page, never ends, or ends before its own total.</summary>
    PagingStuck,
}
