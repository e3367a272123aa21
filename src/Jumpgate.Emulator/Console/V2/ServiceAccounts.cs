using System.Text.Json.Nodes;
using Jumpgate.Emulator.Console.Queries;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2;

/// <summary>Service accounts with up to two secrets each; a secret is told once, when it is made (reference §2.3).</summary>
internal static class ServiceAccounts
{
    private const int MostSecrets = 2, MostAccounts = 40;

    private static readonly Dictionary<string, int> Lifetimes = new() { ["30 Days"] = 30, ["60 Days"] = 60, ["90 Days"] = 90, ["365 Days"] = 365 };

    public static void Map(Routes v2) => v2
        .Get("/service-accounts", "serviceaccounts", call => Lists.Envelope(call, call.Organization.Table(Kind.ServiceAccount)))
        .Post("/service-accounts", "serviceaccounts", Create)
        .Get("/service-accounts/{id}", "serviceaccounts", Get)
        .Put("/service-accounts/{id}", "serviceaccounts", Update)
        .Delete("/service-accounts/{id}", "serviceaccounts", Delete)
        .Post("/service-accounts/{id}/auth-config", "serviceaccounts", AddSecret)
        .Delete("/service-accounts/{id}/auth-config/{config}", "serviceaccounts", DropSecret);

    private static Answer Get(Call call)
        => call.Organization.Find(Kind.ServiceAccount, call.Id) is { } account ? Show(account) : Answer.NotFound(call);

    private static Answer Create(Call call)
    {
        var (organization, body) = (call.Organization, call.Object);
        if ((string?)body["name"] is not { Length: > 0 } name)
            return Answer.Invalid("name is required");
        if (!organization.Roles.TryFind((string?)body["roleId"], out _))
            return Answer.Invalid("roleId is not a role");
        if (Config(body["authConfig"] ?? body) is not { } config)
            return Answer.Invalid("authConfig needs an authType and a lifetime of 30, 60, 90 or 365 Days");
        if (organization.Table(Kind.ServiceAccount).Count >= MostAccounts)
            return Answer.Invalid($"at most {MostAccounts} service accounts");
        var table = organization.Table(Kind.ServiceAccount);
        var index = table.Add(call.Now, id => new JsonObject
        {
            ["objectId"] = id,
            ["name"] = name,
            ["roleId"] = (string?)body["roleId"],
            ["roleName"] = organization.Find(Kind.Role, (string?)body["roleId"])!["name"]?.DeepClone(),
            ["status"] = "ACTIVE",
            ["createdAt"] = JsonWriting.Iso(call.Now),
            ["expiresAt"] = null,
            ["authConfigList"] = new JsonArray(),
        });
        var told = Add(call, index, config.Type, config.Days);
        organization.Journal.Write(call, "service_account_create", organization.Journal.Resource(new Node(Kind.ServiceAccount, index)));
        var shown = (JsonObject)table.Read(index).DeepClone();
        shown["authConfigList"] = new JsonArray(told);
        return Show(shown);
    }

    private static Answer Update(Call call)
    {
        var organization = call.Organization;
        var table = organization.Table(Kind.ServiceAccount);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var account = table.Change(index);
        var changes = new Changes();
        foreach (var name in (string[])["name", "status"])
        {
            if (call.Object[name] is { } value)
                changes.Set(account, name, value);
        }

        if (call.Object["roleId"] is { } role)
        {
            if (organization.Find(Kind.Role, (string?)role) is not { } document)
                return Answer.Invalid("roleId is not a role");
            changes.Set(account, "roleId", role);
            changes.Set(account, "roleName", document["name"]);
        }

        organization.Journal.Write(call, "service_account_update", organization.Journal.Resource(new Node(Kind.ServiceAccount, index)), changes);
        return Show(account);
    }

    private static Answer Delete(Call call)
    {
        var organization = call.Organization;
        var table = organization.Table(Kind.ServiceAccount);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        foreach (var config in table.Read(index)["authConfigList"] as JsonArray ?? [])
            call.Installation.Credentials.Drop((string?)config?["objectId"] ?? "");
        var resource = organization.Journal.Resource(new Node(Kind.ServiceAccount, index));
        organization.Delete(new Node(Kind.ServiceAccount, index));
        organization.Journal.Write(call, "service_account_delete", resource);
        return Answer.Json(200, new JsonObject());
    }

    private static Answer AddSecret(Call call)
    {
        if (!call.Organization.Table(Kind.ServiceAccount).TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        if (Config(call.Object["authConfig"] ?? call.Object) is not { } config)
            return Answer.Invalid("authConfig needs an authType and a lifetime of 30, 60, 90 or 365 Days");
        if (((JsonArray)call.Organization.Table(Kind.ServiceAccount).Read(index)["authConfigList"]!).Count >= MostSecrets)
            return Answer.Invalid($"a service account may have at most {MostSecrets} secrets");
        return Told(call, index, () => Answer.Json(200, new JsonObject { ["authConfig"] = Add(call, index, config.Type, config.Days) }));
    }

    private static Answer DropSecret(Call call)
    {
        var table = call.Organization.Table(Kind.ServiceAccount);
        if (!table.TryFind(call.Id, out var index))
            return Answer.NotFound(call);
        var list = (JsonArray)table.Change(index)["authConfigList"]!;
        var config = call.Route("config");
        if (list.FirstOrDefault(c => (string?)c?["objectId"] == config) is not { } found)
            return Answer.NotFound(call);
        return Told(call, index, () =>
        {
            list.Remove(found);
            call.Installation.Credentials.Drop(config);
            return Answer.Json(200, new JsonObject());
        });
    }

    /// <summary>A secret more or less is a change of its account; what is stored of a secret is never the secret.</summary>
    private static Answer Told(Call call, int index, Func<Answer> change)
    {
        var organization = call.Organization;
        var account = organization.Table(Kind.ServiceAccount).Change(index);
        var before = new JsonObject { ["authConfigList"] = account["authConfigList"]!.DeepClone() };
        var answer = change();
        var changes = new Changes();
        changes.Set(before, "authConfigList", account["authConfigList"]);
        organization.Journal.Write(call, "service_account_update", organization.Journal.Resource(new Node(Kind.ServiceAccount, index)), changes);
        return answer;
    }

    private static JsonObject Add(Call call, int account, string type, int days)
    {
        var organization = call.Organization;
        var expires = call.Now.AddDays(days);
        var id = ServiceAccountDocument.NewId(organization);
        var config = ServiceAccountDocument.AuthConfig(organization, id, type, expires);
        var stored = organization.Table(Kind.ServiceAccount).Change(account);
        ((JsonArray)stored["authConfigList"]!).Add(config.DeepClone());
        stored["expiresAt"] = JsonWriting.Iso(expires);
        var noise = Noise.Mix((ulong)organization.Serial() ^ Noise.Mix((ulong)account));
        if (type == "API_KEY")
        {
            var key = $"jca_{Noise.Mix(noise):x16}{Noise.Mix(noise + 1):x16}{noise & 0xFFFF:x4}";
            call.Installation.Credentials.AddServiceAccountKey(key, organization, account, id, expires);
            config["apiKey"] = key;
            config["apiKeyConfig"] = new JsonObject { ["apiKey"] = key, ["lifetime"] = $"{days} Days" };
            return config;
        }

        var clientId = organization.Table(Kind.ServiceAccount).Id(account);
        var secret = $"{Noise.Mix(noise):x16}~{Noise.Mix(noise + 1):x16}";
        call.Installation.Credentials.AddSecret(clientId, secret, organization, account, id, expires);
        config["clientId"] = clientId;
        config["clientSecret"] = secret;
        config["clientSecretConfig"] = new JsonObject { ["clientId"] = clientId, ["clientSecret"] = secret, ["lifetime"] = $"{days} Days" };
        return config;
    }

    private static (string Type, int Days)? Config(JsonNode? config)
    {
        var type = (string?)config?["authType"];
        var lifetime = (string?)config?[type == "API_KEY" ? "apiKeyConfig" : "clientSecretConfig"]?["lifetime"];
        return type is "API_KEY" or "CLIENT_SECRET" && lifetime is not null && Lifetimes.TryGetValue(lifetime, out var days) ? (type, days) : null;
    }

    private static Answer Show(JsonObject account) => Answer.Json(200, new JsonObject { ["serviceAccount"] = account.DeepClone() });
}
