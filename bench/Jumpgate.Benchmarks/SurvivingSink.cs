using System.Text.Json.Nodes;
using Jumpgate.Ocsf;
using Jumpgate.Ocsf.Validation;

namespace Jumpgate.Benchmarks;

/// <summary>A receiver of a feed's events that can refuse them for a while, and in the end tells what it has.</summary>
internal abstract class SurvivingSink(string name, RecordValidator? validator, bool once)
{
    public string Name => name;

    /// <summary>For its records; null: it takes raw events.</summary>
    public RecordValidator? Validator => validator;

    /// <summary>Whether no event may come twice.</summary>
    public bool Once => once;

    /// <summary>Its id at the server, once it is made.</summary>
    public string Id { get; private set; } = "";

    /// <summary>What is posted to make it.</summary>
    protected abstract JsonObject Body { get; }

    public async Task MakeAsync(FeedHub fed) => Id = await fed.SinkAsync(Body);

    public abstract Task RefuseAsync(FeedHub fed);

    public abstract Task RelentAsync(FeedHub fed);

    /// <summary>Called when nothing more comes; the lines of everything it has.</summary>
    public abstract Task<IEnumerable<string>> LinesAsync(FeedHub fed);

    /// <summary>Files of each format, and an HTTP receiver.</summary>
    public static IReadOnlyList<SurvivingSink> All(BatchReceiver receiver) =>
    [
        new SurvivingFiles("file, 1.8.0", new RecordValidator(OcsfVersion.V180), new JsonObject { ["kind"] = "file", ["file"] = new JsonObject { ["maxBytes"] = 4_000_000, ["maxAge"] = "PT5S" } }),
        new SurvivingFiles("file, 1.1.0, gzip", new RecordValidator(OcsfVersion.V110), new JsonObject { ["kind"] = "file", ["schema"] = "1.1.0", ["file"] = new JsonObject { ["maxAge"] = "PT5S", ["gzip"] = true } }),
        new SurvivingFiles("file, raw", null, new JsonObject { ["kind"] = "file", ["format"] = "raw" }),
        new SurvivingReceiver(receiver),
    ];
}

/// <summary>Files; they refuse when something lies where their folder should be.</summary>
internal sealed class SurvivingFiles(string name, RecordValidator? validator, JsonObject body) : SurvivingSink(name, validator, once: true)
{
    protected override JsonObject Body => body;

    public override async Task RefuseAsync(FeedHub fed)
    {
        var folder = fed.FolderOf(Id);
        await fed.UntilAsync(() => Task.FromResult(System.IO.Directory.Exists(folder)), $"{Name} has its folder", TimeSpan.FromMinutes(2));
        System.IO.Directory.Move(folder, folder + ".away");
        await File.WriteAllTextAsync(folder, "in the way");
    }

    public override Task RelentAsync(FeedHub fed)
    {
        File.Delete(fed.FolderOf(Id));
        System.IO.Directory.Move(fed.FolderOf(Id) + ".away", fed.FolderOf(Id));
        return Task.CompletedTask;
    }

    public override async Task<IEnumerable<string>> LinesAsync(FeedHub fed)
    {
        await fed.PostAsync($"/v1/sinks/{Id}/pause", null);
        await fed.UntilAsync(() => Task.FromResult(!File.Exists(Path.Combine(fed.FolderOf(Id), "open.part"))), $"{Name} has finished its file", TimeSpan.FromMinutes(2));
        return fed.LinesOf(Id);
    }
}

/// <summary>An HTTP receiver; it refuses with 503.</summary>
internal sealed class SurvivingReceiver(BatchReceiver receiver) : SurvivingSink("webhook", new RecordValidator(OcsfVersion.V180), once: false)
{
    protected override JsonObject Body => new() { ["kind"] = "webhook", ["webhook"] = new JsonObject { ["url"] = receiver.Url, ["body"] = "ndjson" } };

    public override Task RefuseAsync(FeedHub fed)
    {
        receiver.Refuses = true;
        return Task.CompletedTask;
    }

    public override Task RelentAsync(FeedHub fed)
    {
        receiver.Refuses = false;
        return Task.CompletedTask;
    }

    public override Task<IEnumerable<string>> LinesAsync(FeedHub fed) => Task.FromResult<IEnumerable<string>>(receiver.Lines);
}
