namespace Jumpgate.Emulator.Insights;

/// <summary>
/// What Directory Insights throws at its readers: events that go on happening, and how its answers misbehave. Live events are computed, not stored: the same weather,
/// seed and clock give the same ones byte for byte.
/// </summary>
public sealed record Weather
{
    /// <summary>Nothing happens by itself, and every answer is as it should be.</summary>
    public static Weather Calm { get; } = new();

    /// <summary>All of it at once.</summary>
    public static Weather Worst { get; } = new()
    {
        Rate = 20,
        Since = TimeSpan.FromHours(2),
        BurstSize = 1500,
        BurstEvery = TimeSpan.FromSeconds(60),
        LateShare = 0.05,
        LateLongest = TimeSpan.FromMinutes(90),
        Repeats = 0.02,
        NullOrganizations = 0.01,
        Odd = 0.005,
        Types = EventTypes.All,
        HeaderCase = HeaderCase.Mixed,
        Miscounts = 0.1,
        DateSkew = TimeSpan.FromSeconds(45),
        Faults =
        [
            "POST /insights/directory/v1/** 429:1 1/43 +20",
            "POST /insights/directory/v1/** 429 1/47 +28",
            "POST /insights/directory/v1/** 500 1/31 +16",
            "POST /insights/directory/v1/** cut 1/29 +12",
            "POST /insights/directory/v1/** truncate 1/37 +24",
            "POST /insights/directory/v1/** html 1/97 +40",
            "POST /insights/directory/v1/** hang:2000 1/61 +32",
            "POST /insights/directory/v1/** 402 1/211 +60",
            "POST /insights/directory/v1/** 403 1/223 +80",
        ],
    };

    /// <summary>Events a second of each organization. No figure is published; inferred from 10 requests a second used by one vendor (reference §7.2), at a page each.</summary>
    public double Rate { get; init; }

    /// <summary>Whether they come at even distances or, as things happen, at random ones (Poisson; inferred).</summary>
    public Spacing Spacing { get; init; } = Spacing.Poisson;

    /// <summary>How long they have been coming when this weather begins: those that arrive late arrive from the start.</summary>
    public TimeSpan Since { get; init; }

    /// <summary>So many events of one millisecond at once; more than a page holds (1,000, or what the reader asks for) put a page's border between equal times. Inferred:
    /// <c>X-Search_after</c> is a time and a tie-breaker, so ties are expected (reference §7.2).</summary>
    public int BurstSize { get; init; }

    /// <summary>One burst in each such stretch of time, somewhere in it.</summary>
    public TimeSpan BurstEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Share of the events that become visible late, with the time they happened. JumpCloud publishes no figure; Elastic's collector keeps a configurable lag,
    /// and agents report when they are next online (reference §7.2; share and length inferred).</summary>
    public double LateShare { get; init; }

    /// <summary>The longest delay; all lengths up to it are equally likely.</summary>
    public TimeSpan LateLongest { get; init; } = TimeSpan.FromMinutes(90);

    /// <summary>Share of the live events that are answered under a second service too, with the same id: as <c>user_lockout</c> and <c>user_password_change</c>
    /// belong to <c>directory</c> and <c>systems</c> (reference §7.4; that the id is the same is inferred).</summary>
    public double Repeats { get; init; }

    /// <summary>Share of the live events with <c>organization</c> null and a provider, as events of the multi-tenant portal have (reference, envelope).</summary>
    public double NullOrganizations { get; init; }

    /// <summary>Share of the live events that have one of <see cref="Shapes"/>. Inferred: nobody promises that an event is well made.</summary>
    public double Odd { get; init; }

    /// <summary>The odd shapes that come; all when empty.</summary>
    public IReadOnlyList<OddShape> Shapes { get; init; } = [];

    /// <summary>Which types happen, now and in the generated past.</summary>
    public EventTypes Types { get; init; }

    /// <summary>How the names of the paging headers are written. HTTP leaves case open; proxies use that (inferred).</summary>
    public HeaderCase HeaderCase { get; init; }

    /// <summary>Share of the answers of <c>/events/count</c> that are off: a little, either way, another one each time, as counts of a busy index are while pages are read
    /// (inferred from Elasticsearch's approximate counts).</summary>
    public double Miscounts { get; init; }

    /// <summary>How far the <c>Date</c> header is ahead of the clock the events go by; negative: behind (inferred).</summary>
    public TimeSpan DateSkew { get; init; }

    /// <summary>Directory Insights is not in the organization's plan: every call is refused with 402 (status inferred; that some plans lack it: jumpcloud.com,
    /// activity log).</summary>
    public bool NotInPlan { get; init; }

    /// <summary>Fault rules that come and go with this weather.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    internal bool Rains => Rate > 0 || BurstSize > 0;
}

/// <summary>How live events follow each other.</summary>
public enum Spacing
{
    Poisson,
    Even,
}

/// <summary>Which event types are generated.</summary>
public enum EventTypes
{
    /// <summary>Every type the specification documents for an organization.</summary>
    Documented,

    /// <summary>Also those of the multi-tenant portal, those only newer clients or live tenants know, and services and types nobody has heard of.</summary>
    All,
}

/// <summary>How the names of response headers are written.</summary>
public enum HeaderCase
{
    /// <summary>As the specification has them: <c>X-Search_after</c>.</summary>
    Published,
    Lower,
    Upper,

    /// <summary>Another way each time.</summary>
    Mixed,
}
