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

        /// <summary>The same in plain SQL, for acts of the first start: building EF Core's model would delay listening.</summary>
        public async ValueTask AuditPlainAsync(TenantId? tenant, string who, string act, string what, string? detail = null) =>
            await scope.Sql.ExecuteAsync(
                "insert into audit (tenant, at, who, act, what, detail) select @of, @now, @who, @act, @what, @detail where @tenant = 0",
                default, ("of", tenant?.Value), ("now", scope.Now), ("who", who), ("act", act), ("what", what), ("detail", detail));
    }
}
