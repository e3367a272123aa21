using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>People: lists and single users.</summary>
internal static class SystemUsers
{
    public static void Map(Routes v1) => v1
        .Get("/systemusers", "users commandrunner.legacy", call => Lists.Envelope(call, call.Organization.Users))
        .Get("/systemusers/{id}", "users", call => Objects.Get(call, Kind.User));
}
