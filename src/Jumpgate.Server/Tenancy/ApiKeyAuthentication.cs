using System.Text.Encodings.Web;
using Jumpgate.Server.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Tenancy;

/// <summary>Reads <c>Authorization: Bearer</c> and asks <see cref="ApiKeys"/> whose key it is.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        if (string.IsNullOrEmpty(header)) return AuthenticateResult.NoResult();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return Refuse(TenancyProblems.ApiKeyInvalid.Because(
            "The Authorization header does not begin with 'Bearer '."));
        var (caller, refusal) = await keys.AuthenticateAsync(header[Bearer.Length..].Trim(), Context.RequestAborted);
        return caller is null
            ? Refuse(refusal!)
            : AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(SchemeName), SchemeName));
    }

    private AuthenticateResult Refuse(ProblemResult result)
    {
        Context.Items[typeof(ProblemResult)] = result;
        return AuthenticateResult.Fail(result.Value.Title);
    }
}
