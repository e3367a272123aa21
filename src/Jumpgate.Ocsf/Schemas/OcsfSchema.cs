using System.Collections.Frozen;

namespace Jumpgate.Ocsf.Schemas;

/// <summary>
/// A release of the OCSF schema, compiled, as far as the mapping uses it: the classes it writes, every object they can hold, and the profile
/// <c>host</c>. The data lies in <c>Schemas/Data</c>; docs/adr/0012-ocsf-schema-data-of-our-own.md says how it is made.
/// </summary>
public sealed class OcsfSchema
{
    private static readonly Lazy<OcsfSchema>[] Loaded = [.. OcsfVersions.All.Select(version => new Lazy<OcsfSchema>(() => SchemaData.Read(version)))];

    internal OcsfSchema(
        OcsfVersion version, IReadOnlyCollection<string> profiles, IReadOnlyDictionary<string, ScalarType> types,
        IReadOnlyDictionary<int, SchemaShape> classes, IReadOnlyDictionary<string, SchemaShape> objects)
    {
        Version = version;
        Profiles = profiles.ToFrozenSet(StringComparer.Ordinal);
        Types = types;
        Classes = classes;
        Objects = objects;
    }

    /// <summary>The release.</summary>
    public OcsfVersion Version { get; }

    /// <summary>Profiles that a record may name in <c>metadata.profiles</c>.</summary>
    public IReadOnlySet<string> Profiles { get; }

    /// <summary>The scalar types by name, such as <c>ip_t</c>.</summary>
    public IReadOnlyDictionary<string, ScalarType> Types { get; }

    /// <summary>The classes by <c>class_uid</c>.</summary>
    public IReadOnlyDictionary<int, SchemaShape> Classes { get; }

    /// <summary>The objects by name.</summary>
    public IReadOnlyDictionary<string, SchemaShape> Objects { get; }

    /// <summary>The schema of that release, read once.</summary>
    public static OcsfSchema Of(OcsfVersion version) => Loaded[(int)version].Value;
}
