using System.Data.Common;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy.Handover;
using Jumpgate.Server.Tenancy.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Tenancy;

/// <summary>Tenants, API keys, sign-in, rights, the current tenant, idempotency, sealed secrets.</summary>
internal static class TenancyFeature
{
    private const string EitherScheme = "KeyOrCookie";

    public static void AddTenancy(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(provider => MasterKey.Open(provider.GetRequiredService<ServerOptions>()));
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<TenantCatalog>();
        services.AddSingleton<PersonAccounts>();
        services.AddSingleton<SetupLinks>();
        services.AddSingleton<SignInThrottle>();
        services.TryAddSingleton<SetUpNotice>();
        services.AddHttpContextAccessor();
        services.AddScoped<TenantChoice>();
        services.AddHostedService<FirstStart>();
        services.AddSingleton<IUsedSecrets>(provider => provider.GetRequiredService<ApiKeys>());
        services.AddHostedService<UseJournal>();
        services.AddSingleton<IReadinessCheck, StoreCheck>();
        services.AddSingleton<IProblemReading, StoreProblems>();
        services.AddDataProtection().SetApplicationName("jumpgate");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRingOptions>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, SignInJson.Default));
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, SetupVisitJson.Default));
        AddRights(services);
    }

    public static void MapTenancy(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseMiddleware<CrossSiteGuard>();
        app.UseAuthorization();
        app.UseMiddleware<Idempotency>();
        app.UseMiddleware<TenantMiddleware>();
        var v1 = app.MapGroup("/v1").WithTags("Tenancy");
        v1.MapTenants();
        v1.MapApiKeys();
        v1.MapAudit();
        v1.MapSetupLinks();
        app.MapSignIn();
        app.MapSetupVisits();
    }

    private static void AddRights(IServiceCollection services)
    {
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, policy => policy.ForwardDefaultSelector = context =>
                SetupVisit.Covers(context.Request.Path) ? SetupVisit.Scheme
                : context.Request.Headers.Authorization.Count > 0 ? ApiKeyAuthentication.SchemeName
                : PortalSessions.Scheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null)
            .AddCookie(PortalSessions.Scheme, PortalSessions.Configure)
            .AddCookie(SetupVisit.Scheme, SetupVisit.Configure);
        services.AddAuthorization(authorization =>
        {
            foreach (var right in Rights.All)
                authorization.AddPolicy(right, policy => policy.RequireAuthenticatedUser().AddRequirements(new RightRequirement(right)));
            authorization.AddPolicy(SetupVisit.Scheme, policy => policy.RequireAssertion(asked => Caller.Of(asked.User)?.Role == SetupLinks.Role));
        });
        services.AddSingleton<IAuthorizationHandler, RightAuthorization>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationAnswers>();
    }

    private sealed class StoreCheck(Store store) : IReadinessCheck
    {
        public string Name => "The database";

        public async ValueTask<string?> MissingAsync(CancellationToken cancellation)
        {
            await using var read = await store.ReadAsync(default, cancellation);
            await read.Sql.ScalarAsync<int>("select 1 where @tenant = 0", cancellation);
            return null;
        }
    }

    private sealed class StoreProblems(Store store) : IProblemReading
    {
        // What EF Core throws is the driver's, or wraps it.
        public ProblemResult? Read(Exception exception) => Translated(exception) switch
        {
            StoreUnavailableException away => HttpProblems.StoreUnavailable.Because(away.Message),
            StatementTimeoutException late => HttpProblems.QueryTimeout.Because(late.Message),
            _ => null,
        };

        private Exception Translated(Exception exception) =>
            (exception as DbException ?? exception.InnerException as DbException) is { } driver ? store.Dialect.Translate(driver) ?? exception : exception;
    }
}
