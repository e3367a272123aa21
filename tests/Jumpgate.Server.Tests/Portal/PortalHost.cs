using Jumpgate.Emulator;
using Microsoft.Playwright;

namespace Jumpgate.Server.Tests.Portal;

/// <summary>The real server with its portal, an emulated JumpCloud as its US region, and an account to sign in with.</summary>
public sealed class PortalHost : IAsyncDisposable
{
    public const string Email = "nora@example.org";
    public const string Password = "a long sentence to sign in with";

    private PortalHost(JumpgateHost server, RunningEmulator emulator) => (Server, Emulator) = (server, emulator);

    public JumpgateHost Server { get; }

    public RunningEmulator Emulator { get; }

    public static async Task<PortalHost> StartAsync(EmulatorOptions? world = null)
    {
        var emulator = await RunningEmulator.StartAsync(world);
        try
        {
            var server = await JumpgateHost.StartAsync(new JumpgateHostOptions
            {
                Arguments = ["--region", $"us={emulator.Url}"],
                Configure = builder =>
                {
                    builder.Configuration["JUMPGATE_ADMIN_EMAIL"] = Email;
                    builder.Configuration["JUMPGATE_ADMIN_PASSWORD"] = Password;
                },
            });
            return new PortalHost(server, emulator);
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>A browser of its own, signed in.</summary>
    public async Task<Visitor> VisitAsync(Chromium chromium, BrowserNewContextOptions? options = null)
    {
        var visitor = await Visitor.ComeAsync(chromium, Server.Address, options);
        await visitor.SignInAsync(Email, Password);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
