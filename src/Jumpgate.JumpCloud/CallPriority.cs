namespace Jumpgate.JumpCloud;

/// <summary>Who goes first when calls wait for the <see cref="RateGovernor"/>. Lower values go first.</summary>
public enum CallPriority
{
    /// <summary>A person waits: credential checks, previews.</summary>
    Interactive = 0,

    /// <summary>Writes of a plan.</summary>
    Provisioning = 1,

    /// <summary>Sync, event fetch.</summary>
    Bulk = 2,
}
