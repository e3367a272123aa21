using Jumpgate.Server;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Directory.Sync;
using Jumpgate.Server.Events;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Jobs;
using Jumpgate.Server.Organizations;
using Jumpgate.Server.Portal;
using Jumpgate.Server.Roles;
using Jumpgate.Server.Scim;
using Jumpgate.Server.Tenancy;
using Jumpgate.Server.Webhooks;

NativeHeaps.Limit();
return await ServerHost.RunAsync(args);

/// <summary>The table of contents: one Add line and one Map line per room.</summary>
internal sealed partial class Program
{
    internal static void AddRooms(WebApplicationBuilder builder)
    {
        builder.AddHosting();
        builder.AddApiDescription();
        builder.Services.AddData(builder.Configuration.GetSection(CommandLine.Section));
        builder.AddTenancy();
        builder.AddOrganizations();
        builder.AddSync();
        builder.AddReading();
        builder.AddRoles();
        builder.AddScim();
        builder.AddWebhooks();
        builder.AddEvents();
        builder.AddJobs();
        builder.AddPortal();
    }

    internal static void MapRooms(WebApplication app)
    {
        app.MapHosting();
        app.UseScim();
        app.MapTenancy();
        app.MapOrganizations();
        app.MapSync();
        app.MapReading();
        app.MapRoles();
        app.MapScim();
        app.MapWebhooks();
        app.MapEvents();
        app.MapApiDescription();
        app.MapPortal();
    }
}
