namespace Jumpgate.JumpCloud.Tests.Rates;

public sealed class RateGovernorTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly ManualClock _clock = new();

    [Fact]
    public void Without_a_cap_slow_answers_are_met_with_more_calls_at_a_time()
    {
        using var governor = new RateGovernor(time: _clock);
        var traffic = new Traffic(governor, _clock);

        traffic.Run(Second);
        traffic.Answered.ShouldBeGreaterThan(150);
        traffic.Run(Second);
        traffic.Run(Second);

        traffic.Answered.ShouldBeGreaterThan(2000);
        governor.Counters.Concurrency.ShouldBe(64);
        traffic.MostOut.ShouldBeLessThanOrEqualTo(64);
    }

    [Fact]
    public void A_server_that_more_calls_only_slow_down_keeps_the_first_concurrency()
    {
        using var governor = new RateGovernor(time: _clock);
        var traffic = new Traffic(governor, _clock, callers: 40) { Latency = calls => TimeSpan.FromMicroseconds(Math.Max(1, calls / 2) * 500) };

        traffic.Run(Second);

        governor.Counters.Concurrency.ShouldBeInRange(8, 16);
    }

    [Fact]
    public void Answers_from_afar_that_slow_down_a_little_do_not_stop_the_growth()
    {
        using var governor = new RateGovernor(time: _clock);
        var traffic = new Traffic(governor, _clock) { Latency = calls => TimeSpan.FromMilliseconds(50 + (2 * calls)) };

        traffic.Run(TimeSpan.FromSeconds(4));

        governor.Counters.Concurrency.ShouldBeInRange(24, 48);
    }

    [Fact]
    public void The_cap_holds_in_every_second()
    {
        using var governor = RateGovernor.For(Regions.Us, _clock);
        var traffic = new Traffic(governor, _clock);

        traffic.Run(TimeSpan.FromSeconds(20));

        traffic.SentAt.Count.ShouldBeInRange(155, 161);
        foreach (var from in traffic.SentAt)
            traffic.SentAt.Count(at => at >= from && at < from + Second).ShouldBeLessThanOrEqualTo(9);
        governor.Counters.RatePerSecond.ShouldBe(8);
    }

    [Fact]
    public void A_limit_nobody_told_of_is_learned_from_429s()
    {
        using var governor = new RateGovernor(time: _clock);
        var bucket = 20.0;
        var last = _clock.GetUtcNow();
        var traffic = new Traffic(governor, _clock)
        {
            Latency = _ => TimeSpan.FromMilliseconds(20),
            Status = sent =>
            {
                bucket = Math.Min(20, bucket + (20 * (sent - last).TotalSeconds));
                last = sent > last ? sent : last;
                if (bucket < 1) return 429;
                bucket--;
                return 200;
            },
        };

        traffic.Run(TimeSpan.FromSeconds(60));

        traffic.Answered.ShouldBeGreaterThan(900, $"of 1200 possible; {traffic.Throttled} were refused");
        traffic.Throttled.ShouldBeLessThan(traffic.Answered / 10);
    }

    [Fact]
    public void A_storm_at_the_start_does_not_slow_down_what_follows()
    {
        using var governor = new RateGovernor(time: _clock);
        var refused = 0;
        var traffic = new Traffic(governor, _clock) { Status = _ => refused++ < 20 ? 429 : 200 };

        traffic.Run(TimeSpan.FromSeconds(20));

        traffic.Answered.ShouldBeGreaterThan(1500);
        governor.Counters.RatePerSecond.ShouldBeNull();
    }

    [Fact]
    public void A_stray_429_costs_seconds_not_minutes()
    {
        using var governor = new RateGovernor(time: _clock);
        var asked = 0;
        var traffic = new Traffic(governor, _clock) { Status = _ => ++asked == 500 ? 429 : 200 };

        traffic.Run(TimeSpan.FromSeconds(3));
        traffic.Throttled.ShouldBe(1);
        var before = traffic.Answered;
        traffic.Run(TimeSpan.FromSeconds(4));

        (traffic.Answered - before).ShouldBeGreaterThan(1600);
    }

    [Fact]
    public async Task A_429_halves_the_calls_at_a_time_once_for_all_that_were_out()
    {
        using var governor = new RateGovernor(time: _clock);
        var leases = new List<RateLease>();
        for (var i = 0; i < 8; i++) leases.Add(await governor.AcquireAsync(CallPriority.Bulk, "GET /x", CancellationToken.None));

        foreach (var lease in leases) lease.Throttled();

        governor.Counters.Concurrency.ShouldBe(4);
        governor.Counters.Throttled.ShouldBe(8);
        governor.Counters.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task Retry_after_holds_everybody()
    {
        using var governor = new RateGovernor(time: _clock);
        (await governor.AcquireAsync(CallPriority.Bulk, "GET /x", CancellationToken.None)).Throttled(TimeSpan.FromSeconds(30));

        var next = governor.AcquireAsync(CallPriority.Provisioning, "GET /x", CancellationToken.None).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(29));
        next.IsCompleted.ShouldBeFalse();
        governor.Counters.PausedUntil.ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromSeconds(1.5));

        next.IsCompleted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(CallPriority.Interactive, 30)]
    [InlineData(CallPriority.Bulk, 3600)]
    public async Task A_pause_longer_than_anybody_waits_is_told_at_once(CallPriority priority, int seconds)
    {
        using var governor = new RateGovernor(time: _clock);
        (await governor.AcquireAsync(CallPriority.Bulk, "GET /x", CancellationToken.None)).Throttled(TimeSpan.FromSeconds(seconds));

        var error = await governor.AcquireAsync(priority, "GET /x", CancellationToken.None).AsTask().ShouldFailAsync(JumpCloudErrorKind.RateLimited);

        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(seconds));
        governor.Counters.Requests.ShouldBe(1);
        governor.Counters.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task People_go_before_plans_and_plans_before_sync()
    {
        using var governor = new RateGovernor(new RateGovernorOptions { InitialConcurrency = 1, InteractiveReserve = 0 }, _clock);
        var running = await governor.AcquireAsync(CallPriority.Bulk, "GET /x", CancellationToken.None);
        var sync = governor.AcquireAsync(CallPriority.Bulk, "GET /x", CancellationToken.None).AsTask();
        var plan = governor.AcquireAsync(CallPriority.Provisioning, "GET /x", CancellationToken.None).AsTask();
        var person = governor.AcquireAsync(CallPriority.Interactive, "GET /x", CancellationToken.None).AsTask();
        governor.Counters.Waiting.ShouldBe(3);

        running.Dispose();
        (person.IsCompleted, plan.IsCompleted, sync.IsCompleted).ShouldBe((true, false, false));
        (await person).Dispose();
        (plan.IsCompleted, sync.IsCompleted).ShouldBe((true, false));
        (await plan).Dispose();
        sync.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_person_does_not_wait_behind_bulk_calls_that_hang()
    {
        using var governor = new RateGovernor(time: _clock);
        for (var i = 0; i < 8; i++) await governor.AcquireAsync(CallPriority.Bulk, "GET /x", CancellationToken.None);

        governor.AcquireAsync(CallPriority.Bulk, "GET /x", CancellationToken.None).AsTask().IsCompleted.ShouldBeFalse();
        governor.AcquireAsync(CallPriority.Interactive, "GET /x", CancellationToken.None).AsTask().IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_403_that_names_abuse_stops_everybody_and_cools_down()
    {
        using var governor = new RateGovernor(time: _clock);
        var handler = new ScriptedHandler(_ => ScriptedHandler.Json("""{"message":"Forbidden: your IP has been blocked due to suspected abuse"}""", 403));
        using var client = Clients.For(handler, time: _clock, governor: governor);

        await client.SystemUsers.ListPageAsync(0, 1).ShouldFailAsync(JumpCloudErrorKind.IpBlocked);
        var stopped = await client.SystemUsers.ListPageAsync(0, 1).ShouldFailAsync(JumpCloudErrorKind.IpBlocked);

        handler.Sent.Count.ShouldBe(1);
        stopped.RetryAfter.ShouldBe(TimeSpan.FromMinutes(15));
        governor.Counters.StoppedUntil.ShouldNotBeNull();
        _clock.Advance(TimeSpan.FromMinutes(15));
        governor.Counters.Concurrency.ShouldBe(1);
        await client.SystemUsers.ListPageAsync(0, 1).ShouldFailAsync(JumpCloudErrorKind.IpBlocked);
        handler.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_operator_can_end_the_cool_down()
    {
        using var governor = new RateGovernor(time: _clock);
        (await governor.AcquireAsync(CallPriority.Bulk, "GET /x", CancellationToken.None)).Blocked();
        await Should.ThrowAsync<JumpCloudException>(() => governor.AcquireAsync(CallPriority.Bulk, "GET /x", CancellationToken.None).AsTask());

        governor.Resume();

        governor.AcquireAsync(CallPriority.Bulk, "GET /x", CancellationToken.None).AsTask().IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_queue()
    {
        using var governor = new RateGovernor(new RateGovernorOptions { InitialConcurrency = 1 }, _clock);
        using var patience = new CancellationTokenSource();
        var running = await governor.AcquireAsync(CallPriority.Bulk, "GET /x", CancellationToken.None);
        var impatient = governor.AcquireAsync(CallPriority.Bulk, "GET /x", patience.Token).AsTask();
        var patient = governor.AcquireAsync(CallPriority.Bulk, "GET /x", CancellationToken.None).AsTask();

        await patience.CancelAsync();
        running.Dispose();

        await Should.ThrowAsync<OperationCanceledException>(() => impatient);
        patient.IsCompleted.ShouldBeTrue();
        governor.Counters.InFlight.ShouldBe(1);
    }

    [Fact]
    public async Task Every_turn_is_given_back_whatever_happens()
    {
        using var governor = new RateGovernor();
        var handler = new ScriptedHandler(sent => Random.Shared.Next(4) switch
        {
            0 => throw new HttpRequestException("gone"),
            1 => ScriptedHandler.Json("{}", 500),
            2 => ScriptedHandler.Json("<html>"),
            _ => ScriptedHandler.Json("[]"),
        });
        using var client = Clients.For(handler, governor: governor, options: new JumpCloudOptions { MaxRetries = 0 });

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            try
            {
                await client.UserGroups.ListPageAsync(0, 1);
            }
            catch (JumpCloudException)
            {
                // Which error it was is not the matter here.
            }
        }));

        governor.Counters.InFlight.ShouldBe(0);
        governor.Counters.Requests.ShouldBe(200);
    }

    [Fact]
    public void The_cap_can_be_changed_while_calls_wait()
    {
        using var governor = new RateGovernor(new RateGovernorOptions { MaxRequestsPerSecond = 1 }, _clock);
        var traffic = new Traffic(governor, _clock);
        traffic.Run(TimeSpan.FromSeconds(3));
        traffic.SentAt.Count.ShouldBeLessThanOrEqualTo(4);

        governor.MaxRequestsPerSecond = 10;
        traffic.Run(TimeSpan.FromSeconds(3));

        traffic.SentAt.Count.ShouldBeInRange(28, 36);
        Should.Throw<ArgumentOutOfRangeException>(() => governor.MaxRequestsPerSecond = 0);
    }
}
