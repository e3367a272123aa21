using System.Net.Mail;
using Jumpgate.Contracts;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Table;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Events;

/// <summary>Checks what somebody wants of a feed; all faults at once.</summary>
internal static class FeedCheck
{
    private const int LongestName = 100;
    private const int LongestEmail = 254;
    private const string All = "*";

    public static ProblemResult? Of(FeedCreate body)
    {
        var faults = new FieldFaults();
        if (body.OrganizationId is null) faults.Add("organizationId", "required", "The organization is required.", "Take its id from /v1/organizations.");
        Check(body.EventTypes, body.Contact, faults);
        return faults.ToResult();
    }

    public static ProblemResult? Of(FeedUpdate body)
    {
        var faults = new FieldFaults();
        Check(body.EventTypes, body.Contact, faults);
        return faults.ToResult();
    }

    /// <summary>Null: all.</summary>
    public static IReadOnlyList<string>? Chosen(IReadOnlyList<string>? types) => types is null || types.Contains(All) ? null : [.. types.Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Each is one of the catalogue, or all of them are meant.</summary>
    public static void Types(IReadOnlyList<string>? types, FieldFaults faults)
    {
        if (types is { Count: 0 }) faults.Add("eventTypes", "required", "At least one event type is needed.", "Send [\"*\"] for all.");
        var known = MappingTable.Of(OcsfVersion.V180).ByType;
        foreach (var type in (types ?? []).Where(type => type is null || (type != All && !known.ContainsKey(type))).Take(20))
            faults.Add("eventTypes", "unknown_event_type", $"No catalogue has the event type '{type?[..Math.Min(type.Length, 80)]}'.", "Write it as in event_type of the events. Types that are in no catalogue are always delivered.");
    }

    private static void Check(IReadOnlyList<string>? types, FeedContact? contact, FieldFaults faults)
    {
        Types(types, faults);
        faults.Plain(contact?.Name, "contact.name", LongestName);
        if (string.IsNullOrWhiteSpace(contact?.Email)) return;
        faults.Plain(contact.Email, "contact.email", LongestEmail);
        if (!MailAddress.TryCreate(contact.Email, out var address) || address.Address != contact.Email.Trim() || !address.Host.Contains('.', StringComparison.Ordinal))
            faults.Add("contact.email", "email_malformed", "This is no e-mail address.", "Write it as security@example.com.");
    }
}
