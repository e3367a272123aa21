using Jumpgate.Server;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Portal;

return await ServerHost.RunAsync(args);

/// <summary>The table of contents: one Add line and one Map line per room.</summary>
internal sealed partial class Program
{
    internal static void AddRooms(WebApplicationBuilder builder)
    {
        builder.AddHosting();
        builder.AddPortal();
    }

    internal static void MapRooms(WebApplication app)
    {
        app.MapHosting();
        app.MapPortal();
    }
}
