using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events.Sinks;

/// <summary>A host of receivers that speak no HTTP.</summary>
internal static class SinkHost
{
    /// <summary>A fault where it is no host, or may not be called as far as its text says; its name is looked up when it is called.</summary>
    public static void Check(string host, int port, string field, TargetGuard guard, FieldFaults faults)
    {
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            faults.Add(field, "host_malformed", $"'{host}' is no host name or address.", "Give the name alone, as logs.example.com, without scheme and port.");
        else if (guard.Judge(new UriBuilder("https", host, port).ToString(), out _) is { } refusal)
            faults.Add(field, refusal.Code, refusal.Detail, refusal.Fix);
    }
}
