using Jumpgate.Scim.Errors;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Scim.Protocol;

/// <summary>What a client is told of something that went wrong.</summary>
internal static class ScimFailures
{
    public static ScimError Of(Exception failure, Store store) => failure switch
    {
        ScimException refused => refused.Error,
        BadHttpRequestException { StatusCode: 413 } => ScimError.TooLarge("The body is larger than is taken."),
        BadHttpRequestException bad => new ScimError(bad.StatusCode, null, "The request broke off, or is no HTTP that can be read."),
        StatementTimeoutException => new ScimError(400, ScimTypes.TooMany, "The filter looks at more than can be looked at in time; eq and sw on userName, displayName, externalId, emails and id are quick at any size."),
        _ when (store.Dialect.Translate(failure) ?? failure) is StoreUnavailableException => new ScimError(503, null, "The database cannot be reached; nothing was changed. Try again later."),
        _ => new ScimError(500, null, "Something went wrong on the server; nothing was changed."),
    };
}
