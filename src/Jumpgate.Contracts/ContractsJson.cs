using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jumpgate.Contracts;

/// <summary>Source-generated JSON for the HTTP API: camelCase, nulls left out only where a member says so.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(TenantCreate))]
[JsonSerializable(typeof(Tenant))]
[JsonSerializable(typeof(Page<Tenant>))]
[JsonSerializable(typeof(ApiKeyCreate))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(Page<ApiKey>))]
[JsonSerializable(typeof(Self))]
[JsonSerializable(typeof(OrganizationLink))]
[JsonSerializable(typeof(Organization))]
[JsonSerializable(typeof(Page<Organization>))]
[JsonSerializable(typeof(OrganizationUpdate))]
[JsonSerializable(typeof(OrganizationDiscovery))]
[JsonSerializable(typeof(DiscoveredOrganizations))]
[JsonSerializable(typeof(CredentialAct))]
[JsonSerializable(typeof(PasteCheckRequest))]
[JsonSerializable(typeof(PasteCheck))]
[JsonSerializable(typeof(IReadOnlyList<Region>))]
[JsonSerializable(typeof(SyncSettings))]
[JsonSerializable(typeof(SyncRun))]
[JsonSerializable(typeof(Page<SyncRun>))]
[JsonSerializable(typeof(RunConfirm))]
[JsonSerializable(typeof(SyncProgress))]
[JsonSerializable(typeof(Directory))]
[JsonSerializable(typeof(Page<Directory>))]
[JsonSerializable(typeof(Resource))]
[JsonSerializable(typeof(Page<Resource>))]
[JsonSerializable(typeof(Page<Edge>))]
[JsonSerializable(typeof(Page<Change>))]
[JsonSerializable(typeof(Diff))]
public sealed partial class ContractsJson : JsonSerializerContext;
