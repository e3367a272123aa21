using System.Text;
using Jumpgate.Contracts;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Data;
using Microsoft.AspNetCore.DataProtection;
using Secret = Jumpgate.JumpCloud.Secret;

namespace Jumpgate.Server.Organizations.Credentials;

/// <summary>Seals secrets before they are stored. A sealed secret opens only for the tenant it was sealed for.</summary>
public sealed class CredentialSeal(IDataProtectionProvider protection)
{
    private const string Purpose = "organization credential";

    public byte[] Close(TenantId tenant, Secret secret) => Protector(tenant).Protect(Encoding.UTF8.GetBytes(secret.Reveal()));

    public Secret Open(TenantId tenant, byte[] closed) => new(Encoding.UTF8.GetString(Protector(tenant).Unprotect(closed)));

    public Credential Open(CredentialRow row) => row.Method == LinkMethods.ServiceAccount
        ? new ServiceAccountCredential(row.ClientId ?? "", Open(row.Tenant, row.Secret))
        : new ApiKeyCredential(Open(row.Tenant, row.Secret));

    private IDataProtector Protector(TenantId tenant) => protection.CreateProtector(Purpose, tenant.ToString());
}
