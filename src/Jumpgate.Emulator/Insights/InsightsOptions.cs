namespace Jumpgate.Emulator.Insights;

/// <summary>How this emulator's Directory Insights deviates, within what has been seen of JumpCloud.</summary>
public sealed class InsightsOptions
{
    /// <summary>How long an event stays invisible after it happened. JumpCloud publishes no figure; Elastic's collector
    /// keeps a configurable "source lag" for it (elastic/integrations, packages/jumpcloud).</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.Zero;

    /// <summary>Ninety days by the specification; fifteen on the lowest plan.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Leaves <c>success</c> out of changes of users, as live tenants do (SEKOIA-IO/intake-formats): of all generated ones,
    /// of every other one that happens.</summary>
    public bool OmitSuccess { get; set; } = true;

    /// <summary>The specification's enum says <c>alerts</c>, its prose and jc-cli say <c>alert</c>. Both are accepted in queries.</summary>
    public string AlertService { get; set; } = "alerts";

    /// <summary>Live events say <c>radius_auth_attempt</c>, the documentation says <c>radius_auth</c>.</summary>
    public string RadiusEventType { get; set; } = "radius_auth_attempt";

    public DistinctShape Distinct { get; set; } = DistinctShape.Both;

    /// <summary>Values are stored lower-cased and compared as sent; true also lowers what was sent.</summary>
    public bool LowerSearchValues { get; set; }

    /// <summary>The weather at the beginning; <see cref="EventLog.Turn"/> changes it.</summary>
    public Weather Weather { get; set; } = Weather.Calm;

    /// <summary>How long a requested report stays PENDING, and then IN_PROGRESS.</summary>
    public TimeSpan ReportStep { get; set; } = TimeSpan.FromSeconds(1);
}

/// <summary>The specification describes <c>buckets</c>; JumpCloud's own jc-cli saw the list under the field's name.</summary>
public enum DistinctShape
{
    Both,
    Buckets,
    FieldName,
}
