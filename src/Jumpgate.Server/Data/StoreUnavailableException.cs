namespace Jumpgate.Server.Data;

/// <summary>The database does not answer, or cannot take writes (disk full, read only). Nothing of the request was kept; it may be repeated.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    public const string Code = "store_unavailable";
}

/// <summary>A reading statement took longer than <see cref="StoreOptions.ReadTimeoutSeconds"/>.</summary>
public sealed class StatementTimeoutException(Exception? inner = null) : Exception("The query took too long. Narrow the filter.", inner)
{
    public const string Code = "query_timeout";
}

/// <summary>The server must not start on this store: another server holds it, or its schema is newer.</summary>
public sealed class StoreRefusedException(string message) : Exception(message);

/// <summary>A newer run of the same organization and kind has begun; this one must stop.</summary>
public sealed class StaleEpochException(string kind, long epoch, long current)
    : Exception($"This {kind} run (epoch {epoch}) has been overtaken by a newer one (epoch {current}).")
{
    public long Epoch { get; } = epoch;

    public long Current { get; } = current;
}
