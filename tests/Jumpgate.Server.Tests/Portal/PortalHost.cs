using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.Server.Data;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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

    public static async Task<PortalHost> StartAsync(EmulatorOptions? world = null, IReadOnlyList<string>? arguments = null, Action<WebApplicationBuilder>? configure = null) =>
        new(await JumpgateHost.StartAsync(new JumpgateHostOptions
        {
            Emulator = world ?? Worlds.Small,
            Arguments = arguments ?? [],
            Configure = builder =>
            {
                configure?.Invoke(builder);
                builder.Configuration["JUMPGATE_ADMIN_EMAIL"] = Email;
                builder.Configuration["JUMPGATE_ADMIN_PASSWORD"] = Password;
            },
        }));

    /// <summary>What an administrator does in JumpCloud meanwhile.</summary>
    public EmulatedConsole Console => new(Emulator);

    /// <summary>An organization linked and synced; afterwards only what a person asks for happens.</summary>
    public async Task<Organization> ConnectAsync(string? tenant = null)
    {
        var linked = await Server.LinkOrganizationAsync(tenant: tenant, settings: new { schedule = (string?)null, refreshInterval = (string?)null });
        return await Server.ConnectedAsync(linked.Id, TimeSpan.FromSeconds(90));
    }

    public Task<Organization> WaitForAsync(Guid organization, string status) =>
        JumpgateHost.WaitForAsync(() => Server.OrganizationAsync(organization), found => found.Status == status);

    /// <summary>The account that signs in has this role from now on.</summary>
    public Task TakeRoleAsync(string role) => Server.Services.GetRequiredService<WriteQueue>().WriteAsync(default, WritePriority.Interactive, async scope =>
        await scope.Db.Set<PersonAccountRow>().ExecuteUpdateAsync(set => set.SetProperty(account => account.Role, role)), default);

    /// <summary>A browser of its own, signed in.</summary>
    public async Task<Visitor> VisitAsync(Chromium chromium, BrowserNewContextOptions? options = null)
    {
        var visitor = await Visitor.ComeAsync(chromium, Server.Address, options);
        await visitor.SignInAsync(Email, Password);
        return visitor;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
