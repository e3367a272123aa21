namespace Jumpgate.Ocsf;

/// <summary>What is wrong with an event. All but <see cref="TooLarge"/> are written as Base Event, the raw text whole.</summary>
public enum EventFault
{
    None,

    /// <summary>The bytes are no JSON.</summary>
    NotJson,

    /// <summary>JSON, but no object.</summary>
    NotAnObject,

    /// <summary>Bytes that are no UTF-8. The text stands in the record with replacement characters, the bytes in <c>unmapped</c> as base64.</summary>
    InvalidUtf8,

    /// <summary>More levels of objects and lists than are read.</summary>
    TooDeep,

    /// <summary>No <c>id</c>, so no key to recognize it by.</summary>
    NoId,

    /// <summary>No <c>timestamp</c>, or none that RFC 3339 knows.</summary>
    NoTimestamp,

    /// <summary>No <c>event_type</c>.</summary>
    NoType,

    /// <summary>More bytes than <see cref="EventMapper.MaxBytes"/>: nothing was written.</summary>
    TooLarge,
}

/// <summary>What became of an event.</summary>
/// <param name="ClassUid">The class it was written as.</param>
/// <param name="ActivityId">The activity within the class.</param>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="UnknownType">Its event type, when the table has no row for it: to be counted and shown.</param>
public readonly record struct MappedEvent(int ClassUid, int ActivityId, EventFault Fault, string? UnknownType)
{
    /// <summary>Whether a record was written; false only for what is too large.</summary>
    public bool IsWritten => Fault != EventFault.TooLarge;
}

/// <summary>What an event is going to be told as.</summary>
/// <param name="ClassUid">OCSF's <c>class_uid</c>.</param>
/// <param name="ActivityId">The activity within the class.</param>
/// <param name="StatusId">OCSF's <c>status_id</c>: 0 Unknown, 1 Success, 2 Failure, 99 what the event says.</param>
public readonly record struct SeenEvent(int ClassUid, int ActivityId, int StatusId);
