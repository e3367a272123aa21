using System.Text;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Validation;

namespace Jumpgate.Server.Tests.Events.Enriching;

/// <summary>What the mirror adds to records.</summary>
public sealed class EnricherTests
{
    [Fact]
    public async Task Records_tell_apart_from_the_event_what_the_directory_knows_of_users_and_devices()
    {
        using var added = new AddedEvents();
        await using var fed = await Fed.StartAsync(configure: added.Configure);
        var directory = $"/v1/directories/{fed.Organization.DirectoryId}";
        var user = (await fed.Hub.Admin.GetAsync<Page<Resource>>($"{directory}/users?limit=20&expand=edges")).Items.First(one => one.Edges!.From.GetValueOrDefault("member_of") > 0);
        var device = (await fed.Hub.Admin.GetAsync<Page<Resource>>($"{directory}/devices?limit=1")).Items[0];
        var sink = await fed.FileAsync();
        added.Events =
        [
            $$"""{"id":"known","service":"systems","event_type":"login_attempt","timestamp":"2026-01-01T10:00:00Z","success":true,"initiated_by":{"type":"user","id":"{{user.RemoteId}}","username":"x"},"system":{"id":"{{device.RemoteId}}","hostname":"h"} }""",
            """{"id":"unknown","service":"directory","event_type":"user_update","timestamp":"2026-01-01T10:00:00Z","success":true,"initiated_by":{"type":"admin","id":"nobody"},"resource":{"type":"user","id":"nobody"}}""",
        ];
        await fed.HappenAsync(1);
        await fed.FetchedAsync("login_attempt", 1);
        sink = await fed.FinishedAsync(sink);

        var lines = fed.Lines(sink);
        foreach (var line in lines) new RecordValidator(OcsfVersion.V180).Check(Encoding.UTF8.GetBytes(line)).ShouldBeEmpty(line);
        var records = lines.Select(line => JsonNode.Parse(line)!).ToDictionary(record => (string)record["metadata"]!["uid"]!);
        var enrichments = records["known"]["enrichments"]!.AsArray();
        var ofUser = enrichments.Single(one => (string?)one!["type"] == "user")!;
        ((string?)ofUser["name"]).ShouldBe("user.uid");
        ((string?)ofUser["value"]).ShouldBe(user.RemoteId);
        ((string?)ofUser["data"]!["email_addr"]).ShouldBe(user.Email);
        ofUser["data"]!["groups"]!.AsArray().Count.ShouldBe((int)user.Edges!.From["member_of"]);
        var ofDevice = enrichments.Single(one => (string?)one!["type"] == "device")!;
        ((string?)ofDevice["data"]!["serial_number"]).ShouldBe(device.Attributes!.Value.GetProperty("serialNumber").GetString());
        records["unknown"]["enrichments"].ShouldBeNull();
    }
}
