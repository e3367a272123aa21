using System.Text.Json.Nodes;
using Jumpgate.Emulator.State;

namespace Jumpgate.Emulator.Pusher;

/// <summary>JumpCloud's manual import (reference §8.1): reads all users of the target, page by page and unfiltered, and tells whom it knows. Nothing is written.</summary>
internal sealed class ImportRun(ReaderWriterLockSlim gate, Organization organization, ScimTarget target, PushLog log)
{
    private const int PageSize = 100;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var step = new Step(null, new Subject("user", null, ""));
        for (var start = 1; target.Stopped is null;)
        {
            var page = await target.SendAsync(step, HttpMethod.Get, $"/Users?startIndex={start}&count={PageSize}", null, Expect.List, cancellation);
            if (!page.Ok)
            {
                log.Count("users", "failed");
                return;
            }

            var users = page.Body!["Resources"] as JsonArray ?? [];
            log.Count("users", "found", users.Count);
            log.Count("users", "matched", Matched(users));
            start += users.Count;
            if (users.Count == 0 || start > page.Body["totalResults"]!.GetValue<double>())
                return;
        }
    }

    private int Matched(JsonArray users)
    {
        gate.EnterReadLock();
        try
        {
            return users.Count(u => u?["userName"]?.ToString() is { } name && (organization.UserNames.Find("username", name) ?? organization.UserNames.Find("email", name)) is not null);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }
}
