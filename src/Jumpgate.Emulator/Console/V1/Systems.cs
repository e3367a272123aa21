using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>Devices.</summary>
internal static class Systems
{
    public static void Map(Routes v1) => v1
        .Get("/systems", "systems", call => Lists.Envelope(call, call.Organization.Systems))
        .Get("/systems/{id}", "systems", call => Objects.Get(call, Kind.System));
}
