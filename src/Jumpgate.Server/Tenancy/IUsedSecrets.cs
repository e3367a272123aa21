namespace Jumpgate.Server.Tenancy;

/// <summary>Secrets whose last use is kept in memory first, off the path of the requests that use them.</summary>
internal interface IUsedSecrets
{
    /// <summary>Writes down when they were last used, those of the last seconds together.</summary>
    Task FlushUseAsync(CancellationToken cancellation);
}
