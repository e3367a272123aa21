using Jumpgate.Emulator;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Organizations;
using Microsoft.Extensions.DependencyInjection;

namespace Jumpgate.Server.Tests;

/// <summary>A host with a small emulated organization, and a record of what the server sends to it.</summary>
public class EmulatedHost : SharedHost
{
    public RecordedCalls Calls { get; } = new();

    protected virtual EmulatorOptions World => new() { Users = 20, Groups = 4, Devices = 5, Applications = 3, Admins = 3, Roles = 1 };

    /// <summary>Whether linked organizations are synced; without, only what a test asks for goes to JumpCloud.</summary>
    protected virtual bool Syncs => false;

    protected override JumpgateHostOptions Options => new()
    {
        Arguments = ["--Jobs:Run", Syncs ? "true" : "false"],
        Emulator = World,
        Configure = builder => builder.Services.AddSingleton(new JumpCloudHandler(new JumpCloudOptions()) { Shared = Calls }),
    };
}
