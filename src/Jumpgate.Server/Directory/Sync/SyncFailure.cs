using Jumpgate.Contracts;
using Jumpgate.JumpCloud;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Organizations;
using Jumpgate.Server.Organizations.Checks;

namespace Jumpgate.Server.Directory.Sync;

/// <summary>Why a run failed, in words a person can act on, and whether trying again by itself makes sense.</summary>
internal sealed record SyncFailure(StatusReason Reason, bool Retry)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(15);

    /// <summary>Null for what is no failure of the run: this server is stopping, or its database is away.</summary>
    public static SyncFailure? Of(Exception error, DateTimeOffset at) => error switch
    {
        JumpCloudException upstream => new SyncFailure(UpstreamReading.Reason(upstream, at), IsPassing(upstream.Kind)),
        PagingStuckException stuck => new SyncFailure(Because(LinkProblems.PagingStuck, stuck.Message, at), true),
        OrganizationChangedException changed => new SyncFailure(Because(LinkProblems.OrganizationChanged, changed.Message, at), false),
        NothingReadableException nothing => new SyncFailure(Because(LinkProblems.MissingPermission, nothing.Message, at), false),
        FormatException settings => new SyncFailure(Because(HttpProblems.ValidationFailed, settings.Message, at), false),
        _ => null,
    };

    public static StatusReason Because(ProblemCode code, string detail, DateTimeOffset at, string severity = Severities.Error) =>
        new(code.Code, code.Title, detail, code.Fix, code.Docs, at, severity);

    /// <summary>How long to wait after so many failures in a row.</summary>
    public static TimeSpan Wait(int failures) =>
        TimeSpan.FromTicks(Math.Min(LongestRetry.Ticks, FirstRetry.Ticks << Math.Clamp(failures - 1, 0, 10)));

    private static bool IsPassing(JumpCloudErrorKind kind) => kind is JumpCloudErrorKind.RateLimited or JumpCloudErrorKind.Unavailable
        or JumpCloudErrorKind.Timeout or JumpCloudErrorKind.ConnectionFailed or JumpCloudErrorKind.InvalidResponse or JumpCloudErrorKind.PagingStuck
        or JumpCloudErrorKind.IpBlocked;
}

/// <summary>The credentials have come to belong to another organization: nothing of it may come in.</summary>
internal sealed class OrganizationChangedException(string message) : Exception(message);

/// <summary>No kind at all may be read.</summary>
internal sealed class NothingReadableException(string message) : Exception(message);
