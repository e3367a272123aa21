using Jumpgate.Emulator;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>Emulated organizations of the sizes that browser tests need.</summary>
internal static class Worlds
{
    public static EmulatorOptions Small { get; } = new() { Seed = 7, Users = 12, Admins = 3, Groups = 3, Devices = 4, Applications = 3, Roles = 1 };

    /// <summary>Enough people for several pages of a list.</summary>
    public static EmulatorOptions Company { get; } = new() { Seed = 7, Users = 230, Admins = 8, Groups = 20, Devices = 40, Applications = 12, Roles = 2 };
}
