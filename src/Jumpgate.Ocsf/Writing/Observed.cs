namespace Jumpgate.Ocsf.Writing;

/// <summary>Places whose values are listed in <c>observables</c>.</summary>
internal enum Observed
{
    ActorName,
    ActorUid,
    ActorEmail,
    UserName,
    UserUid,
    UserEmail,
    SourceAddress,
    SourcePlace,
    UserAgent,
    DeviceHostname,
    DeviceUid,
    DeviceAddress,
    TargetHostname,
    GroupUid,
    FileName,
    FileHash,
}
