using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.Server.Data;
using Jumpgate.Server.Organizations.Credentials;

namespace Jumpgate.Server.Tests.Organizations.Credentials;

public sealed class ExpiryWatchTests
{
    private static readonly DateTimeOffset End = new(2027, 6, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(31, null)]
    [InlineData(30, 30)]
    [InlineData(15, 30)]
    [InlineData(14, 14)]
    [InlineData(7, 7)]
    [InlineData(2, 7)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    public void The_stage_is_the_nearest_one_reached(int daysLeft, int? stage)
    {
        ExpiryStages.At(End, End.AddDays(-daysLeft)).ShouldBe(stage);
        var next = ExpiryStages.Next(End, End.AddDays(-daysLeft));
        if (daysLeft <= 0) next.ShouldBeNull();
        else next!.Value.ShouldBeInRange(End.AddDays(-daysLeft).AddTicks(1), End);
    }

    [Fact]
    public async Task S1_12_T6_T10_Warnings_come_once_per_stage_and_the_end_is_said()
    {
        var time = new FakeClock();
        await using var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions
        {
            Time = time,
            Emulator = new EmulatorOptions { Users = 3, Groups = 1, Devices = 0, Applications = 0, Admins = 1 },
            Arguments = ["--Organizations:WatchInterval", "00:00:00.050", "--Jobs:Run", "false"],
        });
        var tenant = await hub.TenantAsync();
        var end = time.GetUtcNow().AddDays(40);
        var body = hub.LinkBody(tenant: tenant);
        body["expiresAt"] = end;
        body["settings"] = new { schedule = (string?)null, refreshInterval = (string?)null };
        var linked = await hub.Admin.PostAsync<Organization>("/v1/organizations", body);
        linked.Credential.ExpiresAt!.Value.ShouldBe(end, TimeSpan.FromSeconds(1));
        linked.Credential.DaysLeft.ShouldBe(40);
        linked.Reasons.ShouldNotContain(reason => reason.Code == "secret_near_end");

        foreach (var (left, warnings) in new[] { (30, 1), (14, 2), (7, 3), (1, 4) })
        {
            time.Advance(end - TimeSpan.FromDays(left) - time.GetUtcNow() + TimeSpan.FromSeconds(5));
            var warned = await JumpgateHost.WaitForAsync(
                () => hub.OrganizationAsync(linked.Id),
                organization => organization.Reasons.Any(reason => reason.Code == "secret_near_end" && reason.Detail.Contains($"in {left} day", StringComparison.Ordinal)));
            var reason = warned.Reasons.Single(reason => reason.Code == "secret_near_end");
            (reason.Severity, reason.Fix!.Contains("second client secret", StringComparison.Ordinal)).ShouldBe(("warning", true));
            warned.Status.ShouldNotBe(OrganizationStatus.Expired);
            await hub.RestartAsync();
            (await ChangeRows.OpsAsync(hub, tenant)).Count(op => op == ChangeOp.CredentialExpiring).ShouldBe(warnings);
        }

        time.Advance(TimeSpan.FromDays(1));
        var expired = await JumpgateHost.WaitForAsync(
            () => hub.OrganizationAsync(linked.Id), organization => organization.Reasons.Any(reason => reason.Code == "credential_expired"));
        expired.Status.ShouldBe(OrganizationStatus.Expired);
        expired.Credential.State.ShouldBe("expired");
        expired.Reasons.ShouldNotContain(reason => reason.Code == "secret_near_end");
        (await ChangeRows.OpsAsync(hub, tenant)).Count(op => op == ChangeOp.CredentialExpired).ShouldBe(1);

        var renewed = await hub.Admin.PostAsync<Organization>($"/v1/organizations/{linked.Id}/credentials", new
        {
            @do = "replace",
            clientId = hub.Emulator.ClientId,
            clientSecret = hub.Emulator.ClientSecret,
            expiresAt = time.GetUtcNow().AddDays(90),
        });
        renewed.Status.ShouldNotBe(OrganizationStatus.Expired);
        renewed.Reasons.ShouldNotContain(reason => reason.Code == "credential_expired");
    }
}
