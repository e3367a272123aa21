using Jumpgate.Contracts;

namespace Jumpgate.Cli.Export;

/// <summary>A form of export: SQLite or NDJSON.</summary>
internal interface IExport : IAsyncDisposable
{
    ValueTask AddAsync(Resource resource);

    ValueTask AddAsync(Edge edge);

    /// <summary>Writes the manifest; without it a file is not whole.</summary>
    ValueTask FinishAsync(ExportManifest manifest);
}

/// <summary>What a file holds, and of which moment.</summary>
internal sealed record ExportManifest(Guid Directory, string Name, string AsOf, string Server, IReadOnlyDictionary<string, long> Counts);
