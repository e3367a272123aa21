using System.Text.Json.Nodes;
using Jumpgate.Emulator;
using Jumpgate.Server.Tests;

namespace Jumpgate.Cli.Tests;

/// <summary>The command in this process, over HTTP to a real server with a small emulated organization.</summary>
public sealed class CommandHost : IAsyncLifetime
{
    public JumpgateHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await JumpgateHost.StartAsync(new JumpgateHostOptions
    {
        Emulator = new EmulatorOptions { Users = 60, Groups = 6, Memberships = 150, Devices = 8, Applications = 4, Admins = 4, Roles = 1 },
    });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>Runs one command line against the server, as a script would.</summary>
    public Task<Answer> RunAsync(params string[] args) => RunAsync("", args);

    public async Task<Answer> RunAsync(string input, string[] args)
    {
        string[] connection = args.Contains("--url") ? [] : ["--url", Host.Address.ToString(), "--key", JumpgateHost.AdminKey, "--tenant", "default"];
        return await BareAsync(input, [.. args, .. connection]);
    }

    public static async Task<Answer> BareAsync(string input, string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await JumpgateCommand.RunAsync(args, new Terminal(new StringReader(input), output, error, interactive: false));
        return new Answer(code, output.ToString(), error.ToString());
    }
}

public sealed record Answer(int Code, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    public IReadOnlyList<JsonNode> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];

    public Answer ShouldSucceed()
    {
        Code.ShouldBe(0, Output + Error);
        return this;
    }
}
