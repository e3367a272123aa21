using Jumpgate.Emulator;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>The real server with its portal, an emulated JumpCloud as one of its regions, and an account to sign in with.</summary>
public sealed class PortalHost : IAsyncDisposable
{
    public const string Email = "nora@example.org";
    public const string Password = "a long sentence to sign in with";

    private PortalHost(JumpgateHost server) => Server = server;

    public JumpgateHost Server { get; }

    public RunningEmulator Emulator => Server.Emulator;

    public static async Task<PortalHost> StartAsync(EmulatorOptions? world = null) =>
        new(await JumpgateHost.StartAsync(new JumpgateHostOptions
        {
            Emulator = world ?? Worlds.Small,
            Configure = builder =>
            {
                builder.Configuration["JUMPGATE_ADMIN_EMAIL"] = Email;
                builder.Configuration["JUMPGATE_ADMIN_PASSWORD"] = Password;
            },
        }));

    /// <summary>A browser of its own, signed in.</summary>
    public async Task<Visitor> VisitAsync(Chromium chromium, BrowserNewContextOptions? options = null)
    {
        var visitor = await Visitor.ComeAsync(chromium, Server.Address, options);
        await visitor.SignInAsync(Email, Password);
        return visitor;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
