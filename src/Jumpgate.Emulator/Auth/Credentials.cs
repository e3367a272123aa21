using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Auth;

/// <summary>Every key, client and token there is, and whom each stands for.</summary>
internal sealed class Credentials(EmulatorClock clock, ReaderWriterLockSlim gate)
{
    private readonly ConcurrentDictionary<string, Credential> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Client> _clients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Token> _tokens = new(StringComparer.Ordinal);
    private long _issued;

    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(1);

    public void AddAdminKey(string key, Organization home, int admin, DateTimeOffset? expires = null)
        => _keys[key] = new Credential(home, new Node(Kind.Admin, admin), expires);

    public void AddServiceAccountKey(string key, Organization home, int account, string authConfigId, DateTimeOffset? expires)
        => _keys[key] = new Credential(home, new Node(Kind.ServiceAccount, account), expires) { AuthConfigId = authConfigId };

    public void AddSecret(string clientId, string secret, Organization home, int account, string authConfigId, DateTimeOffset? expires)
    {
        var client = _clients.GetOrAdd(clientId, _ => new Client(new Credential(home, new Node(Kind.ServiceAccount, account), null)));
        lock (client.Secrets)
            client.Secrets.Add(new Secret(secret, authConfigId, expires));
    }

    /// <summary>Forgets the secret or key of a service account; tokens it has issued live on to their end, as with JumpCloud.</summary>
    public void Drop(string authConfigId)
    {
        foreach (var client in _clients.Values)
        {
            lock (client.Secrets)
                client.Secrets.RemoveAll(s => s.AuthConfigId == authConfigId);
        }

        foreach (var (key, credential) in _keys)
        {
            if (credential.AuthConfigId == authConfigId)
                _keys.TryRemove(key, out _);
        }
    }

    /// <summary>The service account behind a client id.</summary>
    public (Organization Home, int Account)? AccountOf(string clientId)
        => _clients.TryGetValue(clientId, out var client) ? (client.Credential.Home, client.Credential.Node.Index) : null;

    public void ExpireTokens() => _tokens.Clear();

    public Caller? ByKey(string key)
        => _keys.TryGetValue(key, out var credential) && !(credential.Expires <= clock.GetUtcNow()) ? Resolve(credential, "api key") : null;

    public Caller? ByToken(string token)
        => _tokens.TryGetValue(token, out var issued) && issued.Expires > clock.GetUtcNow() ? Resolve(issued.Credential, "service account") : null;

    /// <summary>Checks a client's secret; the description names what is wrong when it fails.</summary>
    public (string? Token, string? Problem) Issue(string clientId, string secret)
    {
        if (!_clients.TryGetValue(clientId, out var client))
            return (null, "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method). The requested OAuth 2.0 Client does not exist.");
        Secret? match;
        lock (client.Secrets)
            match = client.Secrets.Find(s => s.Value == secret);
        if (match is null)
            return (null, "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).");
        if (match.Expires <= clock.GetUtcNow())
            return (null, "Client authentication failed. The client secret has expired.");
        if (Resolve(client.Credential, "service account") is null)
            return (null, "Client authentication failed. The service account is inactive or does not exist.");
        var serial = Interlocked.Increment(ref _issued);
        var token = string.Create(CultureInfo.InvariantCulture, $"ory_at_{Noise.Mix((ulong)serial):x16}{Noise.Mix((ulong)serial << 20):x16}.{serial}");
        _tokens[token] = new Token(client.Credential, clock.GetUtcNow() + TokenLife);
        return (token, null);
    }

    /// <summary>Remembered until an administrator, a service account or a role changes: it is asked on every request.</summary>
    private Caller? Resolve(Credential credential, string method)
    {
        var home = credential.Home;
        if (credential.Known is { } known && known.Version == VersionOf(home))
            return known.Caller;
        gate.EnterReadLock();
        try
        {
            credential.Known = new Known(VersionOf(home), Look(credential, method));
            return credential.Known.Caller;
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    private static long VersionOf(Organization home) => home.Admins.Version + home.Table(Kind.ServiceAccount).Version + home.Roles.Version;

    private static Caller? Look(Credential credential, string method)
    {
        var (home, node) = (credential.Home, credential.Node);
        if (!home.Exists(node))
            return null;
        var document = home.Table(node.Kind).Read(node.Index);
        var service = node.Kind == Kind.ServiceAccount;
        if (service ? (string?)document["status"] != "ACTIVE" : (bool?)document["suspended"] == true)
            return null;
        var (roleName, scopes) = RoleOf(home, (string?)document[service ? "roleId" : "role"]);
        return new Caller
        {
            Id = home.IdOf(node),
            Email = service ? "" : (string?)document["email"] ?? "",
            Name = service ? (string?)document["name"] ?? "" : (string?)document["email"] ?? "",
            IsServiceAccount = service,
            Home = home,
            Provider = home.World.Options.Organizations > 1 ? OrganizationProfile.ProviderId(home.World.Options) : null,
            RoleName = roleName,
            Scopes = scopes,
            Method = method,
        };
    }

    private static (string Name, IReadOnlySet<string> Scopes) RoleOf(Organization home, string? id)
    {
        if (!home.Roles.TryFind(id, out var role))
            return ("", new HashSet<string>());
        if (!home.Roles.IsWritten(role))
            return (Administrators.RoleName(role), home.BaseScopes(role));
        var document = home.Roles.Read(role);
        return ((string?)document["name"] ?? "", document["scopes"] is JsonArray scopes ? scopes.Select(s => (string?)s ?? "").ToHashSet() : []);
    }

    private sealed record Credential(Organization Home, Node Node, DateTimeOffset? Expires)
    {
        public string? AuthConfigId { get; init; }

        public Known? Known { get; set; }
    }

    private sealed record Known(long Version, Caller? Caller);

    private sealed record Client(Credential Credential)
    {
        public List<Secret> Secrets { get; } = [];
    }

    private sealed record Secret(string Value, string AuthConfigId, DateTimeOffset? Expires);

    private sealed record Token(Credential Credential, DateTimeOffset Expires);
}
