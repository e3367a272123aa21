using Jumpgate.Scim.Filters;
using Jumpgate.Scim.Schemas;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Reading;

namespace Jumpgate.Server.Scim.Resources;

/// <summary>Filters of SCIM clients in SQL: their names mean what the schemas say, and memberships and times stand outside the document.</summary>
internal sealed class ScimFilterSql(IStoreDialect dialect, ScimKind kind, SqlArguments arguments) : FilterSql(dialect, kind.Kind, arguments)
{
    /// <summary>Edges by which a group holds users and groups, as <see cref="EdgeKind"/>.</summary>
    private const string Holds = "(1, 6)";

    private const string Never = "1 = 0";

    protected override AttributeTypes Types => kind.Schema.Types;

    private bool IsGroup => kind.IsGroup;

    protected override Bounds OnResource(Comparison comparison)
    {
        var (key, text) = (Key(comparison.Path), (comparison.Value as CompareValue.Text)?.Value);
        if (comparison.Path.Schema is not null && !kind.Schema.Types.IsCore(comparison.Path.Schema))
            return IsOfManager(comparison.Path) && comparison.Path.SubAttribute is not null ? OfManager(comparison) : InText(comparison, Types.Find(comparison.Path));
        return key switch
        {
            "username" or "displayname" when text is null => Bounds.Unknown,
            "username" => FoldedColumn.UserName.Compare(comparison.Operator, text!, Arguments),
            "displayname" when IsGroup => FoldedColumn.DisplayName.Compare(comparison.Operator, text!, Arguments),
            // The column holds another name where there is no displayName; where there is one, it is that.
            "displayname" => comparison.Operator == CompareOperator.NotEqual || text!.Length == 0
                ? Bounds.Unknown
                : AtMost(FoldedColumn.DisplayName.Compare(comparison.Operator, text, Arguments)),
            "id" when text is { Length: > 0 } => IdentityColumns.RemoteId(comparison.Operator, text, Arguments),
            "members" or "members.value" when IsGroup && comparison.Operator == CompareOperator.Equal && text is { Length: > 0 } => Bounds.Exact(HasMember(text)),
            "groups" or "groups.value" when !IsGroup && comparison.Operator == CompareOperator.Equal && text is { Length: > 0 } => Bounds.Exact(IsIn(text)),
            "meta.resourcetype" when text is not null && comparison.Operator == CompareOperator.Equal => Bounds.Exact(text.Equals(kind.Name, StringComparison.Ordinal) ? Bounds.True : Never),
            "meta.lastmodified" when Moment(text) is { } at => Modified(comparison.Operator, at),
            "meta.created" when Moment(text) is { } at => Created(comparison.Operator, at),
            "emails" or "emails.value" or "externalid" or "active" => base.OnResource(comparison),
            _ when IsOutsideDocument(comparison.Path) => Bounds.Unknown,
            _ => InText(comparison, Types.Find(comparison.Path)),
        };
    }

    protected override Bounds OnResource(Present present) => Key(present.Path) switch
    {
        "username" or "id" or "schemas" or "meta" or "meta.resourcetype" or "meta.location" or "meta.version" or "meta.created" => Bounds.Exact(Bounds.True),
        "displayname" when IsGroup => Bounds.Exact(Bounds.True),
        "members" or "members.value" when IsGroup => Bounds.Exact(Exists("to_resource", Holds)),
        "groups" or "groups.value" when !IsGroup => Bounds.Exact(Exists("from_resource", "(1)")),
        _ when IsOutsideDocument(present.Path) => Bounds.Unknown,
        _ => Named(present.Path),
    };

    protected override Bounds Inside(ValuePath path)
    {
        if (IsOfManager(path.Path)) return Named(path.Path);
        if (!IsOutsideDocument(path.Path)) return InsideText(path, Key(path.Path));
        if (path.Condition is not Comparison { Path: { Schema: null, SubAttribute: null }, Operator: CompareOperator.Equal, Value: CompareValue.Text { Value.Length: > 0 } wanted } condition
            || !condition.Path.Attribute.Equals("value", StringComparison.OrdinalIgnoreCase)) return Bounds.Unknown;
        return Key(path.Path) switch
        {
            "members" => Bounds.Exact(HasMember(wanted.Value)),
            "groups" => Bounds.Exact(IsIn(wanted.Value)),
            _ => Bounds.Unknown,
        };
    }

    /// <summary>Whether an attribute is no part of what is kept as the document.</summary>
    public static bool IsOutsideDocument(AttributePath path) =>
        path.Attribute.ToUpperInvariant() is "SCHEMAS" or "ID" or "META" or "MEMBERS" or "GROUPS" && (path.Schema is null || ReadableAttributes.Types.IsCore(path.Schema));

    /// <summary>Whether an attribute is the manager or a part of it: its URI and name are looked up, the document does not have them.</summary>
    public static bool IsOfManager(AttributePath path) =>
        path.Attribute.Equals("manager", StringComparison.OrdinalIgnoreCase) && CoreSchemas.EnterpriseUserId.Equals(path.Schema, StringComparison.OrdinalIgnoreCase);

    private Bounds OfManager(Comparison comparison) =>
        comparison.Operator == CompareOperator.NotEqual || comparison.Value is CompareValue.Null or CompareValue.Text { Value: "" } ? Bounds.Unknown : Named(comparison.Path);

    private static string Exists(string end, string kinds) =>
        $"exists (select 1 from edge e where e.tenant = @tenant and e.kind in {kinds} and e.{end} = v.resource and e.to_seq is null)";

    private string HasMember(string id) =>
        $"""
        v.resource in (select e.to_resource from resource i join edge e on e.tenant = @tenant and e.from_resource = i.resource and e.kind in {Holds} and e.to_seq is null
          where i.tenant = @tenant and i.directory = @directory and i.kind in (1, 3) and i.remote_id = {Arguments.Add(TextOrder.Fold(id))})
        """;

    /// <summary>In the group, or in one that it contains at whatever depth.</summary>
    private string IsIn(string id) =>
        $"""
        v.resource in (with recursive held(g) as (
            select i.resource from resource i where i.tenant = @tenant and i.directory = @directory and i.kind = 3 and i.remote_id = {Arguments.Add(TextOrder.Fold(id))}
            union select e.from_resource from held join edge e on e.tenant = @tenant and e.kind = 6 and e.to_resource = held.g and e.to_seq is null)
          select e.from_resource from held join edge e on e.tenant = @tenant and e.kind = 1 and e.to_resource = held.g and e.to_seq is null)
        """;

    /// <summary>The store knows milliseconds: what lies between two of them equals none.</summary>
    private static (long Floor, long Ceiling)? Moment(string? text) =>
        text is not null && ScimDateTime.TryRead(text, out var at) && at.ToUnixTimeMilliseconds() is var floor
            ? (floor, at.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? floor : floor + 1)
            : null;

    private Bounds Modified(CompareOperator @operator, (long Floor, long Ceiling) at)
    {
        var condition = @operator switch
        {
            CompareOperator.Greater => $"c.at > {Arguments.Add(at.Floor)}",
            CompareOperator.GreaterOrEqual => $"c.at >= {Arguments.Add(at.Ceiling)}",
            CompareOperator.Less => $"c.at < {Arguments.Add(at.Ceiling)}",
            CompareOperator.LessOrEqual => $"c.at <= {Arguments.Add(at.Floor)}",
            CompareOperator.Equal when at.Floor == at.Ceiling => $"c.at = {Arguments.Add(at.Floor)}",
            _ => null,
        };
        return condition is null ? Bounds.Unknown : Bounds.Exact(
            $"""
            exists (select 1 from resource i join change c on c.tenant = @tenant and c.seq = i.version
              where i.tenant = @tenant and i.resource = v.resource and {condition})
            """);
    }

    /// <summary>Ids begin with the moment they were made at.</summary>
    private Bounds Created(CompareOperator @operator, (long Floor, long Ceiling) at)
    {
        if (at.Floor < 0 || at.Ceiling >= 1L << 47) return Bounds.Unknown;
        var condition = @operator switch
        {
            CompareOperator.Greater => $"i.remote_id >= {Prefix(at.Floor + 1)}",
            CompareOperator.GreaterOrEqual => $"i.remote_id >= {Prefix(at.Ceiling)}",
            CompareOperator.Less => $"i.remote_id < {Prefix(at.Ceiling)}",
            CompareOperator.LessOrEqual => $"i.remote_id < {Prefix(at.Floor + 1)}",
            _ => null,
        };
        return condition is null ? Bounds.Unknown
            : Bounds.Exact($"v.resource in (select i.resource from resource i where i.tenant = @tenant and i.directory = @directory and i.kind = @kind and {condition})");

        string Prefix(long moment) => Arguments.Add(ScimRow.IdPrefix(moment));
    }
}
