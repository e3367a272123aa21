using System.Text.Json.Nodes;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Events.Sinks.Files;

public sealed class FileSinkTests(SinkFeed feed) : SinkContractTests(feed)
{
    internal override Task<SinkHarness> StartAsync(Fed fed) => Task.FromResult<SinkHarness>(new FileHarness(fed));

    /// <summary>The folder of the sink. What is in the way of it is a file.</summary>
    private sealed class FileHarness(Fed fed) : SinkHarness
    {
        private string? moved;

        public override string Kind => "file";

        public override JsonObject Settings => new() { ["maxAge"] = "PT1S" };

        public override IReadOnlyList<(JsonObject, string)> Faulty =>
        [
            (new JsonObject { ["maxBytes"] = 1 }, "file.maxBytes"), (new JsonObject { ["maxAge"] = "1h" }, "file.maxAge"), (new JsonObject { ["maxAge"] = "P10D" }, "file.maxAge"),
            (new JsonObject { ["folder"] = "/etc" }, "file.folder"),
        ];

        public override bool IsIdempotent => true;

        public override bool RefusesRecords => false;

        private string Aside => fed.Out + ".aside";

        public override Task<JsonObject> UnreachableAsync()
        {
            Block(fed.Out);
            return Task.FromResult(Settings);
        }

        public override Task RefuseAsync(Sink sink)
        {
            Block(Path.Combine(fed.Out, sink.Id.ToString()));
            return Task.CompletedTask;
        }

        public override Task RestoreAsync()
        {
            if (moved is null) return Task.CompletedTask;
            File.Delete(moved);
            if (System.IO.Directory.Exists(Aside)) System.IO.Directory.Move(Aside, moved);
            moved = null;
            return Task.CompletedTask;
        }

        public override Task<IReadOnlyList<JsonNode>> ReadAsync(Sink sink)
        {
            var folder = Path.Combine(fed.Out, sink.Id.ToString());
            var replayed = Fed.LinesIn(folder, "replay*");
            List<string> lines = [.. Fed.LinesIn(folder, "0*"), .. replayed, .. Fed.LinesIn(folder, "open.part")];
            return Task.FromResult<IReadOnlyList<JsonNode>>([.. lines.Select(line => JsonNode.Parse(line)!)]);
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private void Block(string path)
        {
            moved = path;
            if (System.IO.Directory.Exists(path)) System.IO.Directory.Move(path, Aside);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "in the way");
        }
    }
}
