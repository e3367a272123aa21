namespace Jumpgate.Server.Hosting;

/// <summary>Errors that any route may answer.</summary>
public static class HttpProblems
{
    public static readonly ProblemCode RouteUnknown = new(
        "route_unknown", 404, "There is no such route.", "Compare the address with /openapi/v1.json.");

    public static readonly ProblemCode MethodNotAllowed = new(
        "method_not_allowed", 405, "This route does not take this method.", "Use one of the methods in the Allow header.");

    public static readonly ProblemCode ContentTypeUnsupported = new(
        "content_type_unsupported", 415, "The body has a type this route does not read.", "Send Content-Type: application/json.");

    public static readonly ProblemCode NotAcceptable = new(
        "not_acceptable", 406, "The answer cannot be given in the form asked for.", "Accept application/json.");

    public static readonly ProblemCode BodyMalformed = new(
        "body_malformed", 400, "The body is not the JSON this route reads.", "Mend the place named in detail and send it again.");

    public static readonly ProblemCode BodyTooLarge = new(
        "body_too_large", 413, "The body is larger than this route accepts.", "Send less at a time.");

    public static readonly ProblemCode RequestMalformed = new(
        "request_malformed", 400, "The request cannot be read.", "Compare its address, parameters and headers with /openapi/v1.json.");

    public static readonly ProblemCode ParameterInvalid = new(
        "parameter_invalid", 400, "A query parameter has a value it cannot take.", "Correct the parameter named in field.");

    public static readonly ProblemCode ValidationFailed = new(
        "validation_failed", 422, "Some members of the request cannot be accepted.", "Correct each member named in errors.");

    public static readonly ProblemCode NotFound = new(
        "not_found", 404, "There is nothing with this id here.", "Check the id, and that your key belongs to its tenant.");

    public static readonly ProblemCode Conflict = new(
        "conflict", 409, "This does not fit the present state.", "Read the object again, then decide.");

    public static readonly ProblemCode TooManyRequests = new(
        "too_many_requests", 429, "Too many requests at a time.", "Wait as long as Retry-After says, then repeat.");

    public static readonly ProblemCode InternalError = new(
        "internal_error", 500, "Something went wrong inside Jumpgate.", "Repeat the request; if it fails again, send the log line of this trace id to whoever runs the server.");

    public static readonly ProblemCode StoreUnavailable = new(
        "store_unavailable", 503, "The database does not answer.", "Repeat in a moment. Nothing that was acknowledged is lost.");

    public static readonly ProblemCode QueryTimeout = new(
        "query_timeout", 503, "The question takes too long to answer.", "Narrow the filter, or ask for an indexed member (id, userName, emails, displayName).");

    public static readonly ProblemCode NotReady = new(
        "not_ready", 503, "The server is not ready yet.", "Wait until /health/ready answers 200.");

    /// <summary>The code for a bare status that something below the handlers set.</summary>
    public static ProblemCode ForStatus(int status) => status switch
    {
        404 => RouteUnknown,
        405 => MethodNotAllowed,
        406 => NotAcceptable,
        409 => Conflict,
        413 => BodyTooLarge,
        415 => ContentTypeUnsupported,
        429 => TooManyRequests,
        503 => NotReady,
        >= 500 => InternalError,
        _ => RequestMalformed,
    };
}
