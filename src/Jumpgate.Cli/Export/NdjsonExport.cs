using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Cli.Export;

/// <summary>One JSON object a line: resources and edges as the API answers them, and the manifest with the SHA-256 of the lines before it as the last one.</summary>
internal sealed class NdjsonExport(string file) : IExport
{
    private readonly FileStream stream = new(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public ValueTask AddAsync(Resource resource) => LineAsync(JsonSerializer.Serialize(resource, ContractsJson.Default.Resource));

    public ValueTask AddAsync(Edge edge) => LineAsync(JsonSerializer.Serialize(edge, ContractsJson.Default.Edge));

    public ValueTask FinishAsync(ExportManifest manifest) => LineAsync(new JsonObject
    {
        ["manifest"] = new JsonObject
        {
            ["directory"] = manifest.Directory,
            ["name"] = manifest.Name,
            ["asOf"] = manifest.AsOf,
            ["server"] = manifest.Server,
            ["counts"] = new JsonObject(manifest.Counts.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))),
            ["sha256"] = Convert.ToHexStringLower(hash.GetCurrentHash()),
        },
    }.ToJsonString());

    public async ValueTask DisposeAsync()
    {
        hash.Dispose();
        await stream.DisposeAsync();
    }

    private async ValueTask LineAsync(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        hash.AppendData(bytes);
        await stream.WriteAsync(bytes);
    }
}
