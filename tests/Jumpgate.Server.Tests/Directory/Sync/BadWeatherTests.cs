using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Directory.Sync;

/// <summary>What JumpCloud's answers can do to a sync. Each weather ends with the same directory as a clear day.</summary>
public sealed class BadWeatherTests(BadWeatherTests.Synced fixture) : IClassFixture<BadWeatherTests.Synced>
{
    private SyncedHub Hub => fixture.Hub;

    [Theory]
    [InlineData("GET /api/systemusers 429 1/3 x4")]
    [InlineData("GET /api/v2/** 500 1/9 x12")]
    [InlineData("GET /api/systemusers 503 x2")]
    [InlineData("GET /api/v2/usergroups/*/members cut 1/5 x3")]
    [InlineData("GET /api/systemusers truncate x2")]
    [InlineData("GET /api/v2/usergroups html x2")]
    [InlineData("GET /api/systemusers repeat 1/2 x1")]
    [InlineData("GET /api/systemusers twice x2")]
    [InlineData("GET /api/systemusers lie x3")]
    [InlineData("GET /api/systemusers endless")]
    [InlineData("GET /api/v2/usergroups/*/members lie x5")]
    public async Task A_sync_comes_through_and_the_directory_is_the_same(string fault)
    {
        Hub.Emulator.Faults.Add(fault);
        try
        {
            var run = await Hub.SyncAsync();

            run.State.ShouldBe(RunStates.Done, run.Error?.Detail);
            run.Hash.ShouldBe(fixture.Hash);
            Hub.Emulator.Faults.Rules.ShouldAllBe(rule => rule.Played > 0);
        }
        finally
        {
            Hub.Emulator.Faults.Clear();
        }
    }

    [Theory]
    [InlineData("GET /api/systemusers 429", "upstream_rate_limited")]
    [InlineData("GET /api/systemusers 500", "upstream_unavailable")]
    [InlineData("GET /api/systemusers hang", "upstream_timeout")]
    public Task T13_What_does_not_pass_ends_the_run_with_its_reason(string fault, string code) => FailsAsync(fault, code);

    [Fact]
    public async Task T13_A_refusal_is_not_retried()
    {
        await FailsAsync("GET /api/systemusers 401", "invalid_credentials", played: 2);
    }

    [Fact]
    public Task T15_A_page_that_repeats_ends_the_run_instead_of_looping() => FailsAsync("GET /api/systemusers repeat", "paging_stuck");

    [Theory]
    [InlineData("GET /api/systemusers html")]
    [InlineData("GET /api/systemusers truncate")]
    public Task An_answer_that_stays_unreadable_ends_the_run_with_its_reason(string fault) => FailsAsync(fault, "upstream_unreadable");

    private async Task FailsAsync(string fault, string code, int? played = null)
    {
        Hub.Emulator.Faults.Add(fault);
        try
        {
            var failed = await Hub.SyncAsync();

            failed.State.ShouldBe(RunStates.Failed);
            failed.Error.ShouldNotBeNull().Code.ShouldBe(code);
            failed.Error.Detail.ShouldNotContain("..");
            failed.Error.Fix.ShouldNotBeNullOrEmpty();
            if (played is { } times) Hub.Emulator.Faults.Rules.Sum(rule => rule.Played).ShouldBeLessThanOrEqualTo(times);
            var organization = await Hub.OrganizationAsync();
            organization.Status.ShouldBe(OrganizationStatus.Error);
            organization.Reasons.ShouldContain(reason => reason.Code == code);
            (await Hub.AllAsync("users")).Count.ShouldBe(130);
        }
        finally
        {
            Hub.Emulator.Faults.Clear();
        }

        var mended = await Hub.SyncAsync();
        mended.State.ShouldBe(RunStates.Done);
        mended.Hash.ShouldBe(fixture.Hash);
        (await Hub.OrganizationAsync()).Status.ShouldBe(OrganizationStatus.Connected);
    }

    public sealed class Synced : IAsyncLifetime
    {
        internal SyncedHub Hub { get; private set; } = null!;

        internal string Hash { get; private set; } = "";

        public async Task InitializeAsync()
        {
            Hub = await SyncedHub.StartAsync(settings: SyncedHub.ByHand, configure: SyncedHub.Impatient);
            Hash = (await Hub.OrganizationAsync()).LastRun!.Hash!;
        }

        public async Task DisposeAsync() => await Hub.DisposeAsync();
    }
}
