using System.CommandLine;

namespace Jumpgate.Cli.Commands.Scim;

/// <summary><c>jumpgate scim</c>: directories that are pushed, their tokens, what their clients asked, and a trial of an endpoint.</summary>
internal static class ScimCommand
{
    public static Command Create(Globals globals, Terminal terminal) => new("scim", "Directories that are pushed by SCIM: directories, tokens, requests, test.")
    {
        ScimDirectoriesCommand.Create(globals, terminal),
        ScimTokensCommand.Create(globals, terminal),
        ScimRequestsCommand.Create(globals, terminal),
        ScimTestCommand.Create(globals, terminal),
    };

    internal static Argument<string?> Named() => new("directory") { Description = "Id or name; may be left out when there is only one.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>A pushed directory by id or name; the only one when nothing is named.</summary>
    internal static async Task<Contracts.Directory> DirectoryAsync(Api api, string? named, CancellationToken cancel)
    {
        if (named is null && (await api.GetAsync("/v1/directories?limit=1000", Contracts.ContractsJson.Default.PageDirectory, cancel)).Items.Where(one => one.Scim is not null).ToList() is [var only]) return only;
        var found = await api.DirectoryAsync(named, cancel);
        return found.Scim is not null ? found : throw new WrongUseException($"{found.Name} is not pushed by SCIM; it is the mirror of a linked organization.");
    }
}
