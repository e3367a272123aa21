using System.Text.Json;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory.Reading;

/// <summary>The change log in the form in which it is sent out. What is sent is not this room's matter, so whoever sends it writes it.</summary>
internal interface IChangeEvents
{
    /// <summary>Events behind a sequence, in order, the sequence up to which the log was read for them, and whether what is behind it waits for a moment.</summary>
    Task<(IReadOnlyList<Action<Utf8JsonWriter>> Events, long ReadTo, bool Waits)> AfterAsync(TenantSql sql, long after, long newest, DirectoryKey? directory, int limit, CancellationToken ct);
}
