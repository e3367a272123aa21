using Jumpgate.Server.Data;

namespace Jumpgate.Server.Tenancy;

/// <summary>Every act leaves a row in the transaction of what it did.</summary>
public static class AuditLog
{
    extension(WriteScope scope)
    {
        /// <param name="tenant">Whose act it is; null: the install's.</param>
        /// <param name="detail">Readable, never a secret.</param>
        public void Audit(TenantId? tenant, string who, string act, string what, string? detail = null) =>
            scope.Db.Add(new AuditRow { Tenant = tenant, At = scope.Now, Who = who, Act = act, What = what, Detail = detail });
    }
}
