using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>People. There is no v2 list of users.</summary>
internal static class SystemUsers
{
    public static void Map(Routes v1)
    {
        v1.Get("/systemusers", "users commandrunner.legacy", call => Lists.Envelope(call, call.Organization.Users))
            .Post("/systemusers", "users", UserWrites.Create)
            .Get("/systemusers/{id}", "users", call => Objects.Get(call, Kind.User))
            .Put("/systemusers/{id}", "users", UserWrites.Update)
            .Delete("/systemusers/{id}", "users", UserWrites.Delete);
        UserActions.Map(v1);
    }
}
