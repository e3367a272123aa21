using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>Looks into the event and changes what the row decided.</summary>
internal delegate void Rule(RecordDraft draft, ref Decision decision);

/// <summary>What an event is going to be told as.</summary>
internal struct Decision
{
    public Decision()
    {
    }

    /// <summary>The row of its type; null for an unknown one.</summary>
    public RowForm? Row;

    public int Class = ClassUids.BaseEvent;

    /// <summary>As the release knows it.</summary>
    public int Activity;

    /// <summary>What 99 stands for, as JSON without quotes.</summary>
    public ReadOnlyMemory<byte> Named;

    /// <summary>The node that says what 99 stands for; -1 where none does.</summary>
    public int NamedBy = -1;

    public Severity Severity = Severity.Informational;

    /// <summary>OCSF's <c>status_id</c>: 0 Unknown, 1 Success, 2 Failure, 99 what the event says.</summary>
    public int Status = Statuses.Unknown;

    /// <summary>The node with the words for status 99.</summary>
    public int StatusBy = -1;

    /// <summary>The status of a finding, which is not one of success.</summary>
    public int Finding;

    /// <summary>The ends of an association, where it is not <c>resource</c> that tells them.</summary>
    public int User = -1;

    public int Group = -1;

    public int Resource = -1;

    /// <summary>As JSON without quotes.</summary>
    public ReadOnlyMemory<byte> Privilege;

    /// <summary>OCSF's <c>auth_protocol_id</c>; 0 where none is known.</summary>
    public int Protocol;

    public bool? Cleartext;

    public bool? Remote;

    /// <summary>The kind of entity, the privilege, the service: what the row is about.</summary>
    public readonly ReadOnlySpan<byte> About => Row is null ? default : Row.About;

    /// <summary>Another activity, by its number in 1.8.0.</summary>
    public void Become(RecordDraft draft, int @class, int activity)
    {
        var form = draft.Forms.Classes[@class].Activity(activity);
        (Class, Activity, Named, NamedBy) = (@class, form.Id, form.Named, -1);
    }

    /// <summary>At least as bad as that.</summary>
    public void Raise(Severity to)
    {
        if (to > Severity) Severity = to;
    }
}
