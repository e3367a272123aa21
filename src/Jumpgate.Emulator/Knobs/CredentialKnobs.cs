using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.V1;
using Jumpgate.Emulator.Console.V2;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Knobs;

/// <summary>
/// More credentials than the one the emulator starts with: <c>{"kind":"service_account","role":"Read Only","expiresIn":"1h"}</c> or
/// <c>{"kind":"api_key","role":"Help Desk"}</c>; <c>{"clientId":"…","status":"INACTIVE"}</c> disables an account, <c>{"expireTokens":true}</c> ends all tokens.
/// </summary>
internal static class CredentialKnobs
{
    public static JsonObject Turn(Installation installation, JsonNode? body)
    {
        installation.Gate.EnterWriteLock();
        try
        {
            if ((bool?)body?["expireTokens"] == true)
            {
                installation.Credentials.ExpireTokens();
                return [];
            }

            if ((string?)body?["clientId"] is { } clientId && (string?)body["status"] is { } status)
            {
                SetStatus(installation, clientId, status);
                return new JsonObject { ["clientId"] = clientId, ["status"] = status };
            }

            DateTimeOffset? expires = (string?)body?["expiresIn"] is { } life ? installation.Clock.GetUtcNow() + Durations.Parse(life) : null;
            var role = (string?)body?["role"] ?? "Administrator";
            if ((string?)body?["kind"] == "api_key")
                return new JsonObject { ["apiKey"] = AddApiKey(installation, role, expires) };
            var (id, secret) = AddServiceAccount(installation, role, expires);
            return new JsonObject { ["clientId"] = id, ["clientSecret"] = secret };
        }
        finally
        {
            installation.Gate.ExitWriteLock();
        }
    }

    public static string AddApiKey(Installation installation, string role, DateTimeOffset? expires)
    {
        var home = installation.Home;
        var index = RoleIndex(home, role);
        var number = home.Serial();
        var admin = home.Admins.Add(installation.Clock.GetUtcNow(), id => AdminDocument.New(home, id, $"key{number}@{home.World.Domain}", "Key", role, index));
        var key = $"jca_{Noise.Mix((ulong)number + 0x6B6579):x16}{number:x8}";
        installation.Credentials.AddAdminKey(key, home, admin, expires);
        return key;
    }

    public static (string ClientId, string ClientSecret) AddServiceAccount(Installation installation, string role, DateTimeOffset? expires)
    {
        var home = installation.Home;
        var (account, config) = ServiceAccountDocument.Add(home, $"{role} integration {home.Serial()}", home.Roles.Id(RoleIndex(home, role)), expires);
        var clientId = home.Table(Kind.ServiceAccount).Id(account);
        var secret = $"secret-{Noise.Mix((ulong)home.Serial() + 0x736563):x16}";
        installation.Credentials.AddSecret(clientId, secret, home, account, config, expires);
        return (clientId, secret);
    }

    public static void SetStatus(Installation installation, string clientId, string status)
    {
        var (home, account) = installation.Credentials.AccountOf(clientId) ?? throw new KeyNotFoundException(clientId);
        home.Table(Kind.ServiceAccount).Change(account)["status"] = status;
    }

    private static int RoleIndex(Organization home, string role) => AdminDocument.FindRole(home, role) ?? throw new KeyNotFoundException($"no such role: {role}");
}
