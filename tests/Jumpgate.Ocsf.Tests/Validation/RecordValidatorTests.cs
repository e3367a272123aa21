using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Ocsf.Validation;

namespace Jumpgate.Ocsf.Tests.Validation;

/// <summary>A valid record, spoilt in one place at a time: each rule finds its fault, and nothing else does.</summary>
public sealed class RecordValidatorTests
{
    [Theory]
    [InlineData("time", null, SchemaRule.RequiredMissing, "time")]
    [InlineData("user", null, SchemaRule.RequiredMissing, "user")]
    [InlineData("metadata.product", null, SchemaRule.RequiredMissing, "metadata.product")]
    [InlineData("invented", "1", SchemaRule.UnknownAttribute, "invented")]
    [InlineData("src_endpoint.invented", "{}", SchemaRule.UnknownAttribute, "src_endpoint.invented")]
    [InlineData("cloud", """{"provider":"x"}""", SchemaRule.UnknownAttribute, "cloud")]
    [InlineData("metadata.profiles", """["cloud"]""", SchemaRule.UnknownProfile, "metadata.profiles")]
    [InlineData("device", """{"type_id":0,"uid":"d"}""", SchemaRule.UnknownAttribute, "device")]
    [InlineData("time", "\"soon\"", SchemaRule.WrongType, "time")]
    [InlineData("time", "1.5", SchemaRule.WrongType, "time")]
    [InlineData("is_mfa", "\"true\"", SchemaRule.WrongType, "is_mfa")]
    [InlineData("status_detail", "7", SchemaRule.WrongType, "status_detail")]
    [InlineData("user", "[]", SchemaRule.WrongType, "user")]
    [InlineData("observables", "{}", SchemaRule.WrongType, "observables")]
    [InlineData("src_endpoint.location.lat", "52", SchemaRule.WrongType, "src_endpoint.location.lat")]
    [InlineData("src_endpoint.ip", "\"here\"", SchemaRule.WrongForm, "src_endpoint.ip")]
    [InlineData("user.email_addr", "\"nobody\"", SchemaRule.WrongForm, "user.email_addr")]
    [InlineData("src_endpoint.port", "70000", SchemaRule.OutOfRange, "src_endpoint.port")]
    [InlineData("src_endpoint.mac", "\"02:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00\"", SchemaRule.TooLong, "src_endpoint.mac")]
    [InlineData("severity_id", "42", SchemaRule.UnknownValue, "severity_id")]
    [InlineData("severity", "\"Bad\"", SchemaRule.WrongCaption, "severity")]
    [InlineData("user.type", "\"Boss\"", SchemaRule.WrongCaption, "user.type")]
    [InlineData("class_name", "\"Login\"", SchemaRule.WrongCaption, "class_name")]
    [InlineData("type_uid", "300299", SchemaRule.WrongTypeUid, "type_uid")]
    [InlineData("service", null, SchemaRule.AtLeastOne, "")]
    [InlineData("actor", "{}", SchemaRule.AtLeastOne, "actor")]
    [InlineData("metadata.version", "\"1.7.0\"", SchemaRule.WrongVersion, "metadata.version")]
    [InlineData("class_uid", "4711", SchemaRule.UnknownClass, "class_uid")]
    [InlineData("class_uid", null, SchemaRule.UnknownClass, "class_uid")]
    [InlineData("observables.0.name", "\"user.nick\"", SchemaRule.DanglingObservable, "observables[0].name")]
    [InlineData("observables.0.type_id", null, SchemaRule.RequiredMissing, "observables[0].type_id")]
    public void Each_rule_finds_its_fault(string place, string? value, SchemaRule rule, string path)
    {
        var record = Mapping.Record(Events.Sample("user_login_attempt"));
        Set(record, place, value);

        var found = Check(record);

        found.ShouldContain(violation => violation.Rule == rule && violation.Path == path, string.Join("; ", found));
        if (rule is not (SchemaRule.UnknownProfile or SchemaRule.TooLong)) found.Select(violation => violation.Rule).Except([rule, SchemaRule.WrongTypeUid, SchemaRule.WrongCaption, SchemaRule.DanglingObservable]).ShouldBeEmpty();

    }

    [Theory]
    [InlineData("status_detail", "null")]
    [InlineData("unmapped", """{"anything":[{"at":["all"]}]}""")]
    [InlineData("device", "null")]
    [InlineData("activity_name", "\"Logon\"")]
    [InlineData("enrichments", """[{"name":"a","value":"b","data":{"deep":[1]}}]""")]
    public void What_the_schema_leaves_open_is_no_fault(string place, string value)
    {
        var record = Mapping.Record(Events.Sample("user_login_attempt"));
        Set(record, place, value);

        Check(record).Where(violation => violation.Rule != SchemaRule.UnknownAttribute || place != "device").ShouldBeEmpty();
    }

    [Fact]
    public void Ninety_nine_may_be_called_anything()
    {
        var record = Mapping.Record(Events.Sample("unknown_type"));
        record["activity_name"] = "whatever";

        Check(record).ShouldBeEmpty();
    }

    [Fact]
    public void A_dotted_constraint_is_followed()
    {
        var record = Mapping.Record(Events.Sample("os_minor_upgrade"));
        record["device"]!["os"]!.AsObject().Remove("version");

        Check(record).Single().Rule.ShouldBe(SchemaRule.AtLeastOne);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"class_uid\":")]
    public void What_is_no_record_is_said_to_be_none(string text) =>
        new RecordValidator(OcsfVersion.V180).Check(Encoding.UTF8.GetBytes(text)).Single().Rule.ShouldBe(SchemaRule.NotARecord);

    [Theory]
    [InlineData("{\"class_uid\":3002}")]
    [InlineData("{\"class_uid\":\"3002\"}")]
    [InlineData("{\"class_uid\":1e300}")]
    [InlineData("{\"class_uid\":3002,\"metadata\":7,\"observables\":[7,{\"name\":7}],\"user\":{\"name\":\"\\ud800\"},\"type_uid\":\"x\",\"activity_id\":{}}")]
    [InlineData("{\"class_uid\":0,\"metadata\":{\"profiles\":[7,null,\"host\"],\"version\":7},\"time\":99999999999999999999}")]
    public void A_record_spoilt_beyond_hope_is_found_fault_with_and_nothing_is_thrown(string text)
    {
        foreach (var version in OcsfVersions.All) new RecordValidator(version).Check(Encoding.UTF8.GetBytes(text)).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_violation_repeats_no_value()
    {
        var record = Mapping.Record(Events.Sample("user_login_attempt"));
        record["src_endpoint"]!["ip"] = "secret-value";

        Check(record).Single().ToString().ShouldNotContain("secret-value");
    }

    private static IReadOnlyList<Violation> Check(JsonObject record) => new RecordValidator(OcsfVersion.V180).Check(Encoding.UTF8.GetBytes(record.ToJsonString()));

    private static void Set(JsonObject record, string place, string? value)
    {
        JsonNode at = record;
        var names = place.Split('.');
        foreach (var name in names[..^1]) at = int.TryParse(name, out var index) ? at[index]! : at[name]!;
        if (value is null) at.AsObject().Remove(names[^1]);
        else at[names[^1]] = JsonNode.Parse(value);
    }
}
