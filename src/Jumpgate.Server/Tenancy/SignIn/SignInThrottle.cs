using System.Collections.Concurrent;

namespace Jumpgate.Server.Tenancy.SignIn;

/// <summary>Slows guessing: after five failures for an account or from an address, each further one doubles the wait, up to 15 minutes.</summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    private const int Free = 5;
    private const int MostKept = 10_000;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset Last)> _failures = new(StringComparer.Ordinal);

    public TimeSpan WaitFor(params ReadOnlySpan<string> names)
    {
        var now = time.GetUtcNow();
        var longest = TimeSpan.Zero;
        foreach (var name in names)
        {
            if (!_failures.TryGetValue(name, out var seen) || seen.Failures < Free || now - seen.Last > Forgotten) continue;
            var wait = First * Math.Pow(2, Math.Min(20, seen.Failures - Free));
            var left = seen.Last + (wait < Longest ? wait : Longest) - now;
            if (left > longest) longest = left;
        }

        return longest;
    }

    public void Failed(params ReadOnlySpan<string> names)
    {
        var now = time.GetUtcNow();
        if (_failures.Count > MostKept) _failures.Clear();
        foreach (var name in names)
            _failures.AddOrUpdate(name, (1, now), (_, seen) => (now - seen.Last > Forgotten ? 1 : seen.Failures + 1, now));
    }

    public void Succeeded(string name) => _failures.TryRemove(name, out _);
}
