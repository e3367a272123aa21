using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpgate.Server.Data;
using Microsoft.AspNetCore.DataProtection;
using Secret = Jumpgate.JumpCloud.Secret;

namespace Jumpgate.Server.Events.Sinks;

/// <summary>Seals the secrets of sinks before they are stored. They open only for the tenant they were sealed for.</summary>
internal sealed class SinkSeal(IDataProtectionProvider protection)
{
    /// <summary>Null: there are none.</summary>
    public byte[]? Close(TenantId tenant, SinkSettings settings) => settings.Secrets.Count == 0 ? null
        : Protector(tenant).Protect(JsonSerializer.SerializeToUtf8Bytes(settings.Secrets.ToDictionary(one => one.Key, one => one.Value.Reveal()), SealJson.Default.DictionaryStringString));

    /// <exception cref="SinkUnavailableException">The secrets cannot be opened: the master key is another.</exception>
    public SinkSettings Open(SinkRow row)
    {
        if (row.Secrets is not { } closed) return new SinkSettings(row.Settings);
        try
        {
            var open = JsonSerializer.Deserialize(Protector(row.Tenant).Unprotect(closed), SealJson.Default.DictionaryStringString)!;
            return new SinkSettings(row.Settings, open.ToDictionary(one => one.Key, one => new Secret(one.Value)));
        }
        catch (CryptographicException error)
        {
            throw new SinkUnavailableException("secret_unreadable", "The secrets of this sink cannot be opened, as after a change of the master key: enter them again.", error);
        }
    }

    private IDataProtector Protector(TenantId tenant) => protection.CreateProtector("sink secret", tenant.ToString());
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class SealJson : JsonSerializerContext;
