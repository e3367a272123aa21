using Jumpgate.Contracts;
using Jumpgate.Scim.Profiles;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Directory.Reading;
using Jumpgate.Server.Hosting;
using Jumpgate.Server.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jumpgate.Server.Scim.Directories;

/// <summary>Pushed directories: made, changed, removed. They are read like all others.</summary>
internal static class ScimDirectoryEndpoints
{
    private const int LongestName = 100;

    public static void MapPushedDirectories(this RouteGroupBuilder v1)
    {
        v1.MapPost("/directories", Create).NeedsWithoutTenant(Rights.Link).WithName("createDirectory")
            .WithSummary("Make a directory that is pushed by SCIM; its bearer token is shown this once");
        v1.MapPatch("/directories/{directory:guid}", Update).Needs(Rights.Link).WithName("updateDirectory")
            .WithSummary("Rename a pushed directory, enable or disable it, change its provider or its settings");
        v1.MapDelete("/directories/{directory:guid}", Remove).Needs(Rights.Link).WithName("removeDirectory")
            .WithSummary("Remove a pushed directory with its tokens and all it holds");
    }

    internal static async Task<Results<Created<DirectoryCreated>, ProblemResult>> Create(
        DirectoryCreate body, HttpContext context, ScimDirectories directories, TenantCatalog tenants, TenantChoice choice, CancellationToken cancellation)
    {
        var tenant = await choice.RequireAsync(body.Tenant, cancellation);
        var faults = new FieldFaults();
        if (faults.Require(body.Source, "source", "The source") && body.Source != ScimDirectories.Source)
            faults.Add("source", "unknown_source", "Only pushed directories are made by themselves.", "Send \"source\": \"scim\"; to pull one, link an organization.");
        var provider = string.IsNullOrWhiteSpace(body.Provider) ? ClientProfile.Custom.Name : Provider(body.Provider, faults);
        faults.Plain(body.Name, "name", LongestName);
        await SettingsAsync(body.Settings, tenant, directories, faults, cancellation);
        if (faults.ToResult() is { } refused) return refused;

        var name = string.IsNullOrWhiteSpace(body.Name) ? $"SCIM ({provider})" : body.Name.Trim();
        var (id, at, token) = await directories.CreateAsync(Caller.Of(context.User)!, tenant, name, provider!, body.Settings, cancellation);
        return TypedResults.Created($"/v1/directories/{id}", new DirectoryCreated(
            id, (await tenants.GetAsync(tenant, cancellation)).Name, name, ScimDirectories.Source, provider!, ScimEndpointUrl.Of(context.Request, id), token.BearerToken!, token.Id, at));
    }

    private static async Task<Results<Ok<Contracts.Directory>, ProblemResult>> Update(
        Guid directory, DirectoryUpdate body, HttpContext context, ScimDirectories directories, Store store, CurrentTenant current, CancellationToken cancellation)
    {
        var faults = new FieldFaults();
        if (body.Name is not null && faults.Require(body.Name, "name", "The name")) faults.Plain(body.Name, "name", LongestName);
        var provider = body.Provider is null ? null : Provider(body.Provider, faults);
        await SettingsAsync(body.Settings, current.Id!.Value, directories, faults, cancellation);
        if (faults.ToResult() is { } refused) return refused;
        if (!await directories.UpdateAsync(Caller.Of(context.User)!, current.Id!.Value, directory, body with { Provider = provider }, cancellation))
            return await MissingAsync(store, current.Id.Value, directory, cancellation);
        await using var read = await store.ReadAsync(current.Id.Value, cancellation);
        return await DirectoryCatalog.RowsAsync(read.Sql, directory, 0, 1, id => ScimEndpointUrl.Of(context.Request, id), cancellation) is [var row]
            ? TypedResults.Ok(row.Directory)
            : HttpProblems.NotFound.Because("No directory has this id.");
    }

    private static async Task<Results<NoContent, ProblemResult>> Remove(
        Guid directory, HttpContext context, ScimDirectories directories, Store store, CurrentTenant current, CancellationToken cancellation) =>
        await directories.RemoveAsync(Caller.Of(context.User)!, current.Id!.Value, directory, cancellation)
            ? TypedResults.NoContent()
            : await MissingAsync(store, current.Id.Value, directory, cancellation);

    /// <summary>Why the tenant has no pushed directory of this id: it has none at all, or a pulled one.</summary>
    internal static async Task<ProblemResult> MissingAsync(Store store, TenantId tenant, Guid directory, CancellationToken cancellation)
    {
        await using var read = await store.ReadAsync(tenant, cancellation);
        return await read.Sql.ScalarAsync<long>(
            "select count(*) from directory where tenant = @tenant and id = @id and source not in ('removed', 'emptied')", cancellation, ("id", directory)) > 0
            ? ScimProblems.DirectoryNotPushed.Because("It is the mirror of a linked organization.")
            : HttpProblems.NotFound.Because("No directory has this id.");
    }

    private static async Task SettingsAsync(ScimSettings? settings, TenantId tenant, ScimDirectories directories, FieldFaults faults, CancellationToken cancellation)
    {
        ScimSettingsFaults.Check(settings, faults);
        if (settings?.Drift?.OrganizationId is { } organization && !await directories.IsLinkedAsync(tenant, organization, cancellation))
            faults.Add("settings.drift.organizationId", "unknown_organization", "The tenant has linked no organization with this id.");
    }

    private static string? Provider(string text, FieldFaults faults)
    {
        var found = ClientProfile.Find(text.Trim());
        if (found is null)
            faults.Add("provider", "unknown_provider", $"Providers are {string.Join(", ", ClientProfile.All.Select(profile => profile.Name))}.", "For any other client send custom.");
        return found?.Name;
    }
}
