using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Scim.Filters;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>
/// What an organization's owner decided about one kind: which attributes come in, which are filled from elsewhere, and who comes in at all.
/// </summary>
internal sealed class AttributeRules
{
    private readonly HashSet<string>? allowed;
    private readonly IReadOnlyList<(string[] Target, string[] Source)> mapping;
    private readonly Filter? scope;
    private readonly AttributeTypes types;

    private AttributeRules(HashSet<string>? allowed, IReadOnlyList<(string[], string[])> mapping, Filter? scope, AttributeTypes types, ulong fingerprint)
    {
        this.allowed = allowed;
        this.mapping = mapping;
        this.scope = scope;
        this.types = types;
        Fingerprint = fingerprint;
    }

    /// <summary>Differs where the rules differ: an object that was seen under other rules has to be read again.</summary>
    public ulong Fingerprint { get; }

    /// <summary>Nothing is changed or left out.</summary>
    public bool Plain => allowed is null && mapping.Count == 0;

    /// <summary>What JumpCloud sent is kept beside the attributes; not where only some of it may come in.</summary>
    public bool KeepsRaw => allowed is null;

    public static AttributeRules Of(ResourceKind kind, SyncSettings settings)
    {
        var allowed = Entry(settings.Attributes, kind);
        var mapping = Entry(settings.Mapping, kind);
        var scope = kind switch
        {
            ResourceKind.User => settings.Scope?.Users,
            ResourceKind.Group => settings.Scope?.Groups,
            _ => null,
        };
        Filter? filter = null;
        var types = AttributeTypes.Core;
        if (!string.IsNullOrWhiteSpace(scope) && !Filter.TryParse(scope, out filter, out var error))
        {
            throw new FormatException($"The scope filter of {kind.Route()} cannot be read: {error}.");
        }

        return new AttributeRules(
            allowed?.ToHashSet(StringComparer.OrdinalIgnoreCase),
            [.. (mapping ?? new Dictionary<string, string>()).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (AttributeTarget.Parts(entry.Key), entry.Value.Split('.')))],
            filter, types, FingerprintOf(kind, allowed, mapping, scope));
    }

    public bool TakesIn(ReadOnlyMemory<byte> attributes)
    {
        if (scope is null)
        {
            return true;
        }

        using var document = JsonDocument.Parse(attributes);
        return scope.Matches(document.RootElement, types);
    }

    /// <summary>The attributes after mapping; the allow list is applied last, by <see cref="Limit(JsonObject)"/>.</summary>
    public void Map(JsonObject attributes, JsonElement raw)
    {
        foreach (var (target, source) in mapping)
        {
            AttributeTarget.Set(attributes, target, AttributeTarget.Find(raw, source));
        }
    }

    /// <summary>
    /// Leaves what the allow list names: whole attributes (<c>name</c>), sub-attributes (<c>name.givenName</c>), extensions (their URN)
    /// and attributes of extensions (<c>urn…:User:department</c>, or just <c>department</c>).
    /// </summary>
    public void Limit(JsonObject attributes)
    {
        if (allowed is not null)
        {
            Limit(attributes, "");
        }
    }

    private void Limit(JsonObject attributes, string above)
    {
        foreach (var (name, value) in attributes.ToArray())
        {
            var extension = name.StartsWith("urn:", StringComparison.OrdinalIgnoreCase);
            var path = above.Length == 0 ? name : above.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) ? $"{above}:{name}" : $"{above}.{name}";
            if (allowed!.Contains(path) || (above.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) && allowed.Contains(name)))
            {
                continue;
            }

            if (value is JsonObject inner && (extension || allowed.Any(entry => entry.StartsWith(path + '.', StringComparison.OrdinalIgnoreCase))))
            {
                Limit(inner, path);
                if (inner.Count > 0)
                {
                    continue;
                }
            }

            attributes.Remove(name);
        }
    }

    /// <summary>Settings name kinds by their word (<c>user</c>) or their route (<c>users</c>).</summary>
    private static T? Entry<T>(IReadOnlyDictionary<string, T>? settings, ResourceKind kind) where T : class =>
        settings is null ? null : settings.GetValueOrDefault(kind.Route()) ?? settings.GetValueOrDefault(kind.Word());

    private static ulong FingerprintOf(ResourceKind kind, IReadOnlyList<string>? allowed, IReadOnlyDictionary<string, string>? mapping, string? scope)
    {
        var text = new StringBuilder().Append(KindMap.Revision).Append('|').Append(kind.Word()).Append('|').Append(scope).Append('|');
        text.AppendJoin(',', (allowed ?? []).Order(StringComparer.Ordinal)).Append(allowed is null ? '-' : '+');
        foreach (var (target, source) in (mapping ?? new Dictionary<string, string>()).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            text.Append('|').Append(target).Append('=').Append(source);
        }

        return (ulong)Hash128.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
