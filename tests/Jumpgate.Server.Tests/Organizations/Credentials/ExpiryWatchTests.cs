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
    public async Task S1_12_Warnings_come_once_per_stage_and_outlive_restarts()
    {
        await using var story = await Story.BeginAsync();
        foreach (var (left, warnings) in new[] { (30, 1), (14, 2), (7, 3), (1, 4) })
        {
            var warned = await story.AtAsync(TimeSpan.FromDays(left), "secret_near_end", $"in {left} day");
            warned.Reasons.Single(reason => reason.Code == "secret_near_end").Severity.ShouldBe("warning");
            warned.Status.ShouldNotBe(OrganizationStatus.Expired);
            await story.Hub.RestartAsync();
            (await story.ChangesAsync(ChangeOp.CredentialExpiring)).ShouldBe(warnings);
        }
    }

    [Fact]
    public async Task T6_Seven_days_before_the_end_the_second_secret_is_named_as_the_way_out()
    {
        await using var story = await Story.BeginAsync();

        var warned = await story.AtAsync(TimeSpan.FromDays(7), "secret_near_end", "in 7 days");

        warned.Reasons.Single(reason => reason.Code == "secret_near_end").Fix!.ShouldContain("second client secret");
        warned.Credential.DaysLeft.ShouldBe(7);
    }

    [Fact]
    public async Task T10_Past_the_end_it_shows_Expired_with_the_steps_until_a_new_secret_is_given()
    {
        await using var story = await Story.BeginAsync();

        var expired = await story.AtAsync(TimeSpan.Zero, "credential_expired", "");

        expired.Status.ShouldBe(OrganizationStatus.Expired);
        expired.Credential.State.ShouldBe("expired");
        expired.LastGoodCallAt.ShouldNotBeNull();
        var reason = expired.Reasons.Single(reason => reason.Code == "credential_expired");
        reason.Fix!.ShouldContain("Generate a new client secret or API key");
        expired.Reasons.ShouldNotContain(reason => reason.Code == "secret_near_end");
        (await story.ChangesAsync(ChangeOp.CredentialExpired)).ShouldBe(1);

        var renewed = await story.Hub.Admin.PostAsync<Organization>($"/v1/organizations/{story.Linked.Id}/credentials", new
        {
            @do = "replace",
            clientId = story.Hub.Emulator.ClientId,
            clientSecret = story.Hub.Emulator.ClientSecret,
            expiresAt = story.Time.GetUtcNow().AddDays(90),
        });
        renewed.Status.ShouldNotBe(OrganizationStatus.Expired);
        renewed.Reasons.ShouldNotContain(reason => reason.Code == "credential_expired");
    }

    /// <summary>A credential with 40 days to go, on a clock that is moved.</summary>
    private sealed class Story(JumpgateHost hub, FakeClock time, string tenant, DateTimeOffset end, Organization linked) : IAsyncDisposable
    {
        public JumpgateHost Hub => hub;

        public FakeClock Time => time;

        public Organization Linked => linked;

        public static async Task<Story> BeginAsync()
        {
            var time = new FakeClock();
            var hub = await JumpgateHost.StartAsync(new JumpgateHostOptions
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
            return new Story(hub, time, tenant, end, linked);
        }

        /// <summary>Moves the clock until this is left, and waits for the reason.</summary>
        public Task<Organization> AtAsync(TimeSpan left, string code, string detail)
        {
            time.Advance(end - left - time.GetUtcNow() + TimeSpan.FromSeconds(5));
            return JumpgateHost.WaitForAsync(
                () => hub.OrganizationAsync(linked.Id), organization => organization.Reasons.Any(reason => reason.Code == code && reason.Detail.Contains(detail, StringComparison.Ordinal)));
        }

        public async Task<int> ChangesAsync(ChangeOp op) => (await ChangeRows.OpsAsync(hub, tenant)).Count(found => found == op);

        public ValueTask DisposeAsync() => hub.DisposeAsync();
    }
}
