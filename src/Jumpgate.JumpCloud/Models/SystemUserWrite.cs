using System.Text.Json.Nodes;

namespace Jumpgate.JumpCloud;

/// <summary>
/// Fields of a person to write. Null is left alone, "" empties. An array replaces the stored one whole
/// (JumpCloud.SDK.V1.json <c>systemuserput</c>, <c>systemuserputpost</c>). For other fields use the overloads that take JSON.
/// </summary>
public sealed record SystemUserWrite
{
    /// <summary>Login name.</summary>
    public string? Username { get; init; }

    /// <summary>Work address.</summary>
    public string? Email { get; init; }

    /// <summary>A second address.</summary>
    public string? AlternateEmail { get; init; }

    /// <summary>Managed Apple id.</summary>
    public string? ManagedAppleId { get; init; }

    /// <summary>Given name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Middle name.</summary>
    public string? MiddleName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>Name to show.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Free text.</summary>
    public string? Description { get; init; }

    /// <summary>See <see cref="SystemUserStates"/>; an update cannot stage.</summary>
    public string? State { get; init; }

    /// <summary>Employee id, unique in the organization.</summary>
    public string? EmployeeIdentifier { get; init; }

    /// <summary>Kind of employment.</summary>
    public string? EmployeeType { get; init; }

    /// <summary>Job title.</summary>
    public string? JobTitle { get; init; }

    /// <summary>Department.</summary>
    public string? Department { get; init; }

    /// <summary>Cost centre.</summary>
    public string? CostCenter { get; init; }

    /// <summary>Company.</summary>
    public string? Company { get; init; }

    /// <summary>Place of work.</summary>
    public string? Location { get; init; }

    /// <summary>System user id of the manager.</summary>
    public string? ManagerId { get; init; }

    /// <summary>The password; write-only.</summary>
    public Secret? Password { get; init; }

    /// <summary>Custom attributes, all of them.</summary>
    public IReadOnlyList<NamedValue>? Attributes { get; init; }

    /// <summary>Telephone numbers, all of them.</summary>
    public IReadOnlyList<SystemUserPhoneNumber>? PhoneNumbers { get; init; }

    /// <summary>Postal addresses, all of them.</summary>
    public IReadOnlyList<SystemUserAddress>? Addresses { get; init; }

    internal JsonObject ToJson()
    {
        var body = new JsonObject();
        Put("username", Username);
        Put("email", Email);
        Put("alternateEmail", AlternateEmail);
        Put("managedAppleId", ManagedAppleId);
        Put("firstname", FirstName);
        Put("middlename", MiddleName);
        Put("lastname", LastName);
        Put("displayname", DisplayName);
        Put("description", Description);
        Put("state", State);
        Put("employeeIdentifier", EmployeeIdentifier);
        Put("employeeType", EmployeeType);
        Put("jobTitle", JobTitle);
        Put("department", Department);
        Put("costCenter", CostCenter);
        Put("company", Company);
        Put("location", Location);
        Put("manager", ManagerId);
        Put("password", Password?.Reveal());
        PutAll("attributes", Attributes, one => new JsonObject { ["name"] = one.Name, ["value"] = one.Value });
        PutAll("phoneNumbers", PhoneNumbers, one => new JsonObject { ["type"] = one.Type, ["number"] = one.Number });
        PutAll("addresses", Addresses, Address);
        return body;

        void Put(string name, string? value)
        {
            if (value is not null) body[name] = value;
        }

        void PutAll<T>(string name, IReadOnlyList<T>? values, Func<T, JsonObject> form)
        {
            if (values is not null) body[name] = new JsonArray([.. values.Select(form)]);
        }
    }

    private static JsonObject Address(SystemUserAddress address) => new()
    {
        ["type"] = address.Type,
        ["streetAddress"] = address.StreetAddress,
        ["extendedAddress"] = address.ExtendedAddress,
        ["poBox"] = address.PoBox,
        ["locality"] = address.Locality,
        ["region"] = address.Region,
        ["postalCode"] = address.PostalCode,
        ["country"] = address.Country,
    };
}
