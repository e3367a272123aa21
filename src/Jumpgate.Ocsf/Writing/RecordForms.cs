using System.Collections.Frozen;
using System.Text;
using Jumpgate.Ocsf.Schemas;
using Jumpgate.Ocsf.Table;

namespace Jumpgate.Ocsf.Writing;

/// <summary>All constant pieces of records of one release, made once from its schema and table.</summary>
internal sealed class RecordForms
{
    private static readonly Lazy<RecordForms>[] Made = [.. OcsfVersions.All.Select(version => new Lazy<RecordForms>(() => new RecordForms(version)))];

    // Attribute and observable.type_id. The types are those of the dictionary of 1.8.0.
    private static readonly (Observed Place, string Path, int Type)[] ObservedPlaces =
    [
        (Observed.ActorName, "actor.user.name", 4), (Observed.ActorUid, "actor.user.uid", 31), (Observed.ActorEmail, "actor.user.email_addr", 5),
        (Observed.UserName, "user.name", 4), (Observed.UserUid, "user.uid", 31), (Observed.UserEmail, "user.email_addr", 5),
        (Observed.SourceAddress, "src_endpoint.ip", 2), (Observed.SourcePlace, "src_endpoint.location", 26), (Observed.UserAgent, "http_request.user_agent", 16),
        (Observed.DeviceHostname, "device.hostname", 1), (Observed.DeviceUid, "device.uid", 47), (Observed.DeviceAddress, "device.ip", 2),
        (Observed.TargetHostname, "dst_endpoint.hostname", 1), (Observed.GroupUid, "group.uid", 33), (Observed.FileName, "file.name", 7), (Observed.FileHash, "file.hashes.value", 8),
    ];

    private readonly byte[][] observed = new byte[ObservedPlaces.Length][];

    private RecordForms(OcsfVersion version)
    {
        Version = version;
        var schema = OcsfSchema.Of(version);
        var now = OcsfSchema.Of(OcsfVersion.V180);
        Classes = schema.Classes.Keys.ToFrozenDictionary(uid => uid, uid => new ClassForm(uid, schema));
        Rows = new RowIndex(MappingTable.Of(version).Rows, Classes);
        MaxText = schema.Types["string_t"].MaxLength ?? int.MaxValue;
        MetadataHead = Encoding.UTF8.GetBytes($"\"metadata\":{{\"version\":\"{version.Text}\",\"product\":{{\"name\":\"Directory Insights\",\"vendor_name\":\"JumpCloud\"}},");
        Severity = Of("base_event", "severity_id");
        UserType = Of("user", "type_id");
        OsType = Of("os", "type_id");
        DeviceType = Of("device", "type_id");
        AnalyticType = Of("analytic", "type_id");
        FileType = Of("file", "type_id");
        Protocol = Of("authentication", "auth_protocol_id");
        LogonType = Of("authentication", "logon_type_id");
        Algorithm = Of("fingerprint", "algorithm_id");
        HasEntityType = schema.Objects["managed_entity"].Has("type_id");
        EntityType = HasEntityType ? Of("managed_entity", "type_id") : null;
        HasAuthFactors = schema.Classes[ClassUids.Authentication].Has("auth_factors");
        FactorType = HasAuthFactors ? Of("auth_factor", "factor_type_id") : null;
        ScriptType = schema.Objects.ContainsKey("script") ? Of("script", "type_id") : null;
        HasLatitude = schema.Objects["location"].Has("lat");
        HasAppName = schema.Objects["actor"].Has("app_name");
        HasDeviceModel = schema.Objects["device"].Has("model");
        HasRawSize = schema.Classes[ClassUids.BaseEvent].Has("raw_data_size");
        HasResourceList = schema.Classes[ClassUids.UserAccess].Has("resources");
        NeedsVendor = schema.Objects["product"].Attributes["vendor_name"].IsRequired;
        NeedsTitle = schema.Objects["finding_info"].Attributes["title"].IsRequired;
        GroupNeeds = schema.Classes[ClassUids.GroupManagement].AtLeastOne.Count > 0;
        foreach (var (place, path, type) in ObservedPlaces)
        {
            var caption = schema.Objects["observable"].Call("type_id", type);
            var value = place == Observed.SourcePlace ? "" : "\"value\":";
            observed[(int)place] = Encoding.UTF8.GetBytes(
                $"{{\"name\":\"{path}\",\"type_id\":{(caption is null ? 99 : type)},\"type\":\"{caption ?? now.Objects["observable"].Call("type_id", type)}\",{value}");
        }

        Coded Of(string shape, string attribute)
        {
            var place = now.Classes.Values.FirstOrDefault(one => one.Name == shape);
            return place is null ? new Coded(schema.Objects[shape], now.Objects[shape], attribute) : new Coded(schema.Classes.Values.Single(one => one.Name == shape), place, attribute);
        }
    }

    public OcsfVersion Version { get; }

    public FrozenDictionary<int, ClassForm> Classes { get; }

    public RowIndex Rows { get; }

    /// <summary>The most characters of a text.</summary>
    public int MaxText { get; }

    public byte[] MetadataHead { get; }

    public Coded Severity { get; }

    public Coded UserType { get; }

    public Coded OsType { get; }

    public Coded DeviceType { get; }

    public Coded AnalyticType { get; }

    public Coded FileType { get; }

    public Coded Protocol { get; }

    public Coded LogonType { get; }

    public Coded Algorithm { get; }

    public Coded? EntityType { get; }

    public Coded? FactorType { get; }

    public Coded? ScriptType { get; }

    public bool HasEntityType { get; }

    public bool HasAuthFactors { get; }

    public bool HasLatitude { get; }

    public bool HasAppName { get; }

    public bool HasDeviceModel { get; }

    public bool HasRawSize { get; }

    public bool HasResourceList { get; }

    public bool NeedsVendor { get; }

    public bool NeedsTitle { get; }

    /// <summary>1.1.0: a group event names privileges or a user.</summary>
    public bool GroupNeeds { get; }

    public static RecordForms Of(OcsfVersion version) => Made[(int)version].Value;

    /// <summary>An observable up to where its value belongs.</summary>
    public ReadOnlySpan<byte> ObservedPiece(Observed place) => observed[(int)place];
}
