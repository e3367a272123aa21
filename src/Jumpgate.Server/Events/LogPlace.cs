using System.Globalization;
using System.Text.Json;
using Jumpgate.Server.Data;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events;

/// <summary>A place in the log as callers name it: a position, or a time.</summary>
internal readonly record struct LogPlace(long? Position, long? At)
{
    /// <summary>Null, with a fault, where it is neither.</summary>
    public static LogPlace? Read(JsonElement? from, FieldFaults faults)
    {
        switch (from)
        {
            case { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var position) && position > 0:
                return new LogPlace(position, null);
            case { ValueKind: JsonValueKind.String } text when DateTimeOffset.TryParse(
                text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at):
                return new LogPlace(null, at.ToUnixTimeMilliseconds());
            default:
                faults.Add("from", "place_malformed", "from is a position of the log, from 1 on, or a time.", "Send 4711, or \"2026-01-31T00:00:00Z\".");
                return null;
        }
    }

    /// <summary>The first position meant: for a time, the first of an event that is not older; one behind the end where there is none.</summary>
    public async ValueTask<long> FirstAsync(TenantSql sql, OrganizationKey organization) => Position ?? await sql.ScalarAsync<long?>(
        "select min(position) from event where tenant = @tenant and organization = @organization and at >= @at", default, ("organization", organization.Value), ("at", At!.Value))
        ?? await HeadAsync(sql, organization) + 1;

    private static async ValueTask<long> HeadAsync(TenantSql sql, OrganizationKey organization) =>
        await sql.ScalarAsync<long>("select position from event_cursor where tenant = @tenant and organization = @organization", default, ("organization", organization.Value));
}
