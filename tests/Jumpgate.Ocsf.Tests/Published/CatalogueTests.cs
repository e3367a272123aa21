using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Ocsf.Table;

namespace Jumpgate.Ocsf.Tests.Published;

/// <summary>Every row of the catalogue through both releases, with much, with little and with nothing in the event.</summary>
public sealed class CatalogueTests
{
    private static readonly string[] ContentDecides = ["association_change", "command_result", "mdm_command_result"];

    // What 1.1.0 cannot tell in the class of 1.8.0: a group event there needs privileges or a user.
    private static readonly string[] OtherClassIn110 = ["group_create", "group_delete", "group_update", "group_warning"];

    [PublishedFact]
    public void The_table_holds_every_type_of_the_catalogue_with_its_class_and_activity()
    {
        var table = MappingTable.Of(OcsfVersion.V180).ByType;
        var rows = SharedReference.Catalogue();

        rows.Count.ShouldBe(390);
        foreach (var row in rows.Where(row => row.GetProperty("class_uid").ValueKind == JsonValueKind.Number))
        {
            var type = row.GetProperty("event_type").GetString()!;
            table.ShouldContainKey(type);
            table[type].Class.ShouldBe(row.GetProperty("class_uid").GetInt32(), type);
            table[type].Activity.ShouldBe(row.GetProperty("activity_id").GetInt32(), type);
            if (row.GetProperty("severity").GetString()![0] is var letter && letter != 'f') "UILMHC"[(int)table[type].Severity].ShouldBe(letter, type);
            var service = row.GetProperty("service")[0].GetString();
            table[type].Service.ShouldBe(service == "?" ? "" : service, type);
        }

        foreach (var type in ContentDecides) table.ShouldContainKey(type);
    }

    [PublishedTheory]
    [InlineData(OcsfVersion.V180)]
    [InlineData(OcsfVersion.V110)]
    public void Every_type_becomes_its_class_when_the_event_tells_what_the_class_needs(OcsfVersion version)
    {
        foreach (var row in SharedReference.Catalogue())
        {
            var type = row.GetProperty("event_type").GetString()!;
            var (record, outcome) = Mapping.Map(Full(row).ToJsonString(), version);
            outcome.Fault.ShouldBe(EventFault.None);
            outcome.UnknownType.ShouldBeNull(type);
            if (ContentDecides.Contains(type)) continue;
            var fitted = MappingTable.Of(version).ByType[type];
            if (version == OcsfVersion.V110 && OtherClassIn110.Contains(type)) outcome.ClassUid.ShouldBe(ClassUids.EntityManagement, type);
            else outcome.ClassUid.ShouldBe(row.GetProperty("class_uid").GetInt32(), type);
            if (outcome.ClassUid == fitted.Class) outcome.ActivityId.ShouldBe(fitted.Activity, type);
            record["metadata"]!["event_code"]!.GetValue<string>().ShouldBe(type);
            if (outcome.ActivityId == 99) record["activity_name"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        }
    }

    [PublishedTheory]
    [InlineData(OcsfVersion.V180)]
    [InlineData(OcsfVersion.V110)]
    public void Every_type_becomes_a_valid_record_when_the_event_tells_next_to_nothing(OcsfVersion version)
    {
        foreach (var row in SharedReference.Catalogue())
        {
            var full = Full(row);
            var bare = new JsonObject();
            foreach (var name in (string[])["id", "timestamp", "event_type", "service", "organization"]) bare[name] = full[name]?.DeepClone();
            var (record, outcome) = Mapping.Map(bare.ToJsonString(), version);
            outcome.Fault.ShouldBe(EventFault.None);
            if (outcome.ClassUid is not (6003 or 6006 or 1009)) record["actor"].ShouldBeNull(outcome.ToString());
            record["actor"]?["user"].ShouldBeNull();

            var (absent, fault) = Mapping.Map(Nulls(full).ToJsonString(), version);
            fault.Fault.ShouldBe(EventFault.NoId);
            fault.ClassUid.ShouldBe(ClassUids.BaseEvent);
            absent["raw_data"].ShouldNotBeNull();

            var named = Nulls(full);
            foreach (var name in (string[])["id", "timestamp", "event_type"]) named[name] = full[name]!.DeepClone();
            Mapping.Map(named.ToJsonString(), version).Outcome.Fault.ShouldBe(EventFault.None);
        }
    }

    [PublishedFact]
    public void Every_member_dropped_or_made_another_kind_still_gives_a_valid_record()
    {
        // Types of a class that no rule looks into are alike.
        var table = MappingTable.Of(OcsfVersion.V180).ByType;
        foreach (var row in SharedReference.Catalogue().DistinctBy(row => table[row.GetProperty("event_type").GetString()!] is { DependsOnContent: false } plain ? $"{plain.Class}" : row.GetProperty("event_type").GetString()))
        {
            var full = Full(row);
            foreach (var name in full.Select(member => member.Key).ToList())
            {
                foreach (var version in OcsfVersions.All)
                {
                    var less = full.DeepClone().AsObject();
                    less.Remove(name);
                    Mapping.Map(Encoding.UTF8.GetBytes(less.ToJsonString()), version);
                }

                foreach (var other in (string[])["\"text\"", "7", "[{}]", "{\"id\":{},\"name\":[1]}"])
                {
                    var odd = full.DeepClone().AsObject();
                    odd[name] = JsonNode.Parse(other);
                    Mapping.Map(Encoding.UTF8.GetBytes(odd.ToJsonString()), OcsfVersion.V180);
                }
            }
        }
    }

    private static JsonObject Nulls(JsonObject full) => new(full.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)null)));

    /// <summary>An event of the type with all the members any type is known to have.</summary>
    private static JsonObject Full(JsonElement row)
    {
        var type = row.GetProperty("event_type").GetString()!;
        var @class = row.GetProperty("class_uid") is { ValueKind: JsonValueKind.Number } uid ? uid.GetInt32() : 0;
        var target = @class switch
        {
            3006 => """{"id":"05757e83b375070ada8691a4","type":"user_group","name":"Finance"}""",
            3001 or 3005 => """{"id":"4f136511bf1316462fc8c807","type":"user","username":"li.wei"}""",
            _ => """{"id":"25581d4a972e3f939f6531ff","type":"thing","name":"A thing"}""",
        };
        var full = JsonNode.Parse($$"""
            {
              "initiated_by":{"id":"322634b53141881a236c0cb4","type":"admin","email":"root.admin@northwind.example"},
              "geoip":{"country_code":"SE","timezone":"Europe/Stockholm","latitude":59,"longitude":"18.056","continent_code":"EU","region_name":"Stockholm","region_code":"AB"},
              "useragent":{"os":"Windows","os_name":"Windows","os_version":"10","os_full":"Windows 10","name":"Firefox","version":"141.0","device":"Other"},
              "client_ip":"192.0.2.44","success":true,"provider":null,"auth_method":"session","mfa":true,"mfa_meta":{"type":"totp"},
              "system":{"id":"db8941b57aac7345d8bd02c4","hostname":"NOOR-PC","displayName":"Noor's PC"},
              "application":{"id":"f1c706a2a3da08fb2aa06a4e","name":"7-Zip","version":"24.09","publisher":"Igor Pavlov","sso_type":"oidc"},
              "changes":[{"field":"version","from":"10.1","to":"10.2"}],"username":"li.wei","sso_token_success":true,
              "resource":{{target}},
              "organization":"5ca9ee0db67f8c867073d9ab","@version":"1","id":"849da7e1b648d2359a67d62b","timestamp":"2026-02-02T11:00:00.5Z"
            }
            """)!.AsObject();
        if (type == "alert_status_updated") full["changes"] = JsonNode.Parse("""[{"field":"status","from":"open","to":"resolved"}]""");
        full["event_type"] = type;
        full["service"] = row.GetProperty("service")[0].GetString();
        return full;
    }
}
