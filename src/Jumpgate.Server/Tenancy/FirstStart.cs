using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy.SignIn;

namespace Jumpgate.Server.Tenancy;

/// <summary>
/// Runs before the server listens: opens the store, makes the first administrator's key and account where the environment
/// gives them, or prints the set-up token.
/// </summary>
internal sealed class FirstStart(
    Store store, ApiKeys keys, TenantCatalog tenants, PersonAccounts accounts, ServerOptions options, IConfiguration configuration, SetUpNotice notice,
    ILogger<FirstStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken);
        await tenants.CreateAsync("system", TenantCatalog.DefaultName, cancellationToken);
        if (options.AdminKey is { } adminKey) await keys.EnsureAdminKeyAsync(adminKey, cancellationToken);
        if (await accounts.AnyAsync(cancellationToken)) return;
        if (configuration["JUMPGATE_ADMIN_PASSWORD"] is { Length: > 0 } password)
        {
            if (password.Length < PersonAccounts.ShortestPassword)
                throw new ConfigurationException([$"JUMPGATE_ADMIN_PASSWORD needs {PersonAccounts.ShortestPassword} characters or more."]);
            var email = configuration["JUMPGATE_ADMIN_EMAIL"] is { Length: > 0 } given ? given : "admin@localhost";
            if (await accounts.CreateFirstAsync("Administrator", email, password, cancellationToken) is { } account) TenancyLog.AccountMade(log, account.Email);
        }
        else
        {
            notice.Print(accounts.SetUpToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Prints the set-up token to the console, not to the log: logs are shipped and kept.</summary>
internal sealed class SetUpNotice
{
    public TextWriter Output { get; init; } = Console.Out;

    public void Print(string token) =>
        Output.WriteLine($"\nNobody can sign in to the portal yet. Open it and set up the first account with this token: {token}\n");
}
