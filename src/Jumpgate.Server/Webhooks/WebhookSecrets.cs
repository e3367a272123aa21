using System.Text;
using Jumpgate.Server.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Jumpgate.Server.Webhooks;

/// <summary>Signing secrets, sealed at rest for their tenant alone.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    public byte[] Close(TenantId tenant, string secret) => Protector(tenant).Protect(Encoding.UTF8.GetBytes(secret));

    public string Open(TenantId tenant, byte[] closed) => Encoding.UTF8.GetString(Protector(tenant).Unprotect(closed));

    private IDataProtector Protector(TenantId tenant) => protection.CreateProtector("webhook secret", tenant.ToString());
}
