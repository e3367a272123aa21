using System.Data.Common;
using System.Globalization;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>A resource as the store has it now.</summary>
/// <param name="Id">Its id, which is also what the store keeps as the id at its source.</param>
/// <param name="Version">The last sequence that touched it or its members.</param>
/// <param name="ChangedAt">When that was, Unix milliseconds; null: its change is pruned.</param>
/// <param name="Attributes">The document, in UTF-8.</param>
internal sealed record ScimRow(long Key, string Id, long Version, long? ChangedAt, byte[] Attributes)
{
    /// <summary>Of the identity <c>r</c>, the change <c>c</c> that touched it last, and its version <c>v</c>.</summary>
    public const string Columns = "r.resource, r.remote_id, r.version, c.at, v.attributes";

    public static ScimRow Read(DbDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3), row.GetFieldValue<byte[]>(4));

    /// <summary>When it came to be, Unix milliseconds: an id of version 7 begins with that (RFC 9562 §5.7).</summary>
    public long CreatedAt => long.Parse(string.Concat(Id.AsSpan(0, 8), Id.AsSpan(9, 4)), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>How ids of that moment begin.</summary>
    public static string IdPrefix(long at) => at.ToString("x12", CultureInfo.InvariantCulture).Insert(8, "-");
}

/// <summary>A member of a group, or a group of a user.</summary>
/// <param name="IsGroup">Of a member: whether it is a group.</param>
/// <param name="IsDirect">Of a user's group: whether the user itself is a member.</param>
internal readonly record struct Tie(string Id, string? Name, bool IsGroup, bool IsDirect);

/// <summary>What resources are shown with beyond their documents, by key.</summary>
internal sealed class Ties
{
    public static readonly Ties None = new();

    private readonly Dictionary<long, List<Tie>> ties = [];

    public IReadOnlyList<Tie> Of(long resource) => ties.TryGetValue(resource, out var found) ? found : [];

    public void Add(long resource, Tie tie)
    {
        if (!ties.TryGetValue(resource, out var found)) ties.Add(resource, found = []);
        found.Add(tie);
    }
}
