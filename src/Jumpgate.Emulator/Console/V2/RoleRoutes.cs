using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Administrator roles, built-in and custom.</summary>
internal static class RoleRoutes
{
    public static void Map(Routes v2) => v2
        .Get("/roles", "roles administrators", call => Lists.Envelope(call, call.Organization.Roles))
        .Get("/roles/{id}", "roles administrators", call => Objects.Get(call, Kind.Role));
}
