using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>SSO applications and the templates they are made from.</summary>
internal static class Applications
{
    public static void Map(Routes v1) => v1
        .Get("/applications", "applications", call => Lists.Envelope(call, call.Organization.Applications, "name"))
        .Get("/applications/{id}", "applications", call => Objects.Get(call, Kind.Application))
        .Get("/application-templates", "applications", call => Lists.Envelope(call, call.Organization.Table(Kind.ApplicationTemplate)))
        .Get("/application-templates/{id}", "applications", call => Objects.Get(call, Kind.ApplicationTemplate));
}
