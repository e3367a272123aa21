namespace Jumpgate.Server.Tenancy;

/// <summary>Sets the request's tenant before a handler runs.</summary>
internal sealed class TenantMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, TenantChoice choice)
    {
        if (context.GetEndpoint() is { } endpoint && Caller.Of(context.User) is not null)
        {
            await choice.ReadAsync(context, context.RequestAborted);
            if (endpoint.Metadata.GetMetadata<NeedsTenant>() is not null) await choice.RequireAsync(null, context.RequestAborted);
        }

        await next(context);
    }
}

/// <summary>On a route that reads or writes one tenant's data; <see cref="Data.CurrentTenant.Id"/> is then set.</summary>
internal sealed class NeedsTenant;

/// <summary>How routes say who may call them.</summary>
public static class RouteRights
{
    /// <summary>Any role with the right, in the caller's tenant: <see cref="Data.CurrentTenant.Id"/> is set when the handler runs.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, string right)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.NeedsWithoutTenant(right);
        builder.WithMetadata(new NeedsTenant());
        return builder;
    }

    /// <summary>The same for what concerns the install, or finds its tenant in the body (<see cref="TenantChoice.RequireAsync"/>).</summary>
    public static TBuilder NeedsWithoutTenant<TBuilder>(this TBuilder builder, string right)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.RequireAuthorization(right);
        return builder;
    }
}
