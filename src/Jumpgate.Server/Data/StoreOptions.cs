namespace Jumpgate.Server.Data;

/// <summary>Where the data lives.</summary>
public sealed class StoreOptions
{
    /// <summary>Folder of this server: SQLite database, keys, outputs.</summary>
    public string Data { get; set; } = "data";

    /// <summary>PostgreSQL connection string; absent: SQLite in <see cref="Data"/>.</summary>
    public string? Database { get; set; }

    /// <summary>Longest a reading statement may take, in seconds.</summary>
    public int ReadTimeoutSeconds { get; set; } = 30;
}
