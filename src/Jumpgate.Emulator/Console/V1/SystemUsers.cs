using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>People. There is no v2 list of users.</summary>
internal static class SystemUsers
{
    /// <summary>The short list is named in the specification without a shape: what tells people apart.</summary>
    private static readonly HashSet<string> Lite = ["username", "email", "firstname", "lastname", "displayname", "state", "suspended", "department"];

    public static void Map(Routes v1)
    {
        v1.Get("/systemusers", "users commandrunner.legacy", call => Lists.Envelope(call, call.Organization.Users))
            .Post("/systemusers", "users", UserWrites.Create)
            .Get("/systemusers/{id}", "users", call => Objects.Get(call, Kind.User))
            .Put("/systemusers/{id}", "users", UserWrites.Update)
            .Delete("/systemusers/{id}", "users", UserWrites.Delete);
        v1.Get("/systemusers-lite", "users", List);
        UserActions.Map(v1);
    }

    private static Answer List(Call call)
    {
        var (selection, refusal) = Selection.Of(call);
        var (page, refused) = Page.Of(call);
        return refusal ?? refused ?? Lists.Envelope(call, call.Organization.Users, selection! with { Fields = selection.Fields ?? Lite }, page);
    }
}
