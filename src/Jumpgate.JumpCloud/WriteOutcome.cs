namespace Jumpgate.JumpCloud;

/// <summary>How an idempotent write ended.</summary>
public enum WriteOutcome
{
    /// <summary>JumpCloud carried it out.</summary>
    Done,

    /// <summary>
    /// There was nothing to do: an addition answered 409 (present already), a removal 404 (absent already)
    /// (jumpcloud-api.md §4, last rule).
    /// </summary>
    AlreadyDone,
}
