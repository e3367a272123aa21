using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>Administrators, under the path JumpCloud's own tools use.</summary>
internal static class Admins
{
    public static void Map(Routes v1) => v1
        .Get("/users", "administrators", call => Lists.Envelope(call, call.Organization.Admins))
        .Get("/users/{id:length(24)}", "administrators", call => Objects.Get(call, Kind.Admin));
}
