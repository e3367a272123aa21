using System.Collections.Concurrent;
using System.Text;
using Jumpgate.Contracts;
using Jumpgate.Scim;
using Jumpgate.Scim.Schemas;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory;
using Jumpgate.Server.Scim.Records;
using Jumpgate.Server.Scim.Resources;

namespace Jumpgate.Server.Scim.Directories;

/// <summary>A directory's settings made ready for its requests: limits, schemas, resource types. Made once for each state of the settings.</summary>
internal sealed class ScimSetup
{
    private ScimSetup(string provider, string text)
    {
        (Provider, Text) = (provider, text);
        Settings = PushSettings.Effective(PushSettings.Parse(text), provider);
        Limits = LimitsOf(Settings);
        Schemas = Settings.Extensions is { Count: > 0 } own ? new SchemaSet(own.Select(Extension)) : SchemaSet.Core;
        Secrets = RecordText.SecretsOf(Schemas);
        (Users, Groups) = Schemas == SchemaSet.Core
            ? (ScimKind.User, ScimKind.Group)
            : (new ScimKind(ResourceKind.User, Schemas.Users), new ScimKind(ResourceKind.Group, Schemas.Groups));
    }

    public string Provider { get; }

    /// <summary>The settings as the directory's row keeps them.</summary>
    public string Text { get; }

    public ScimSettings Settings { get; }

    public ScimLimits Limits { get; }

    public SchemaSet Schemas { get; }

    /// <summary>Attributes whose values no record may show.</summary>
    public string[] Secrets { get; }

    public ScimKind Users { get; }

    public ScimKind Groups { get; }

    /// <summary>All resource types, in the order of <see cref="SchemaSet.Resources"/>.</summary>
    public IReadOnlyList<ScimKind> Kinds => [Users, Groups];

    public static ScimLimits LimitsOf(ScimSettings effective) => ScimLimits.Default with
    {
        BodyBytes = effective.BodyBytes!.Value,
        BodyDepth = effective.Depth!.Value,
        OutsideValues = effective.Members!.Value,
    };

    /// <exception cref="Jumpgate.Scim.Errors.ScimException">The schema is none; what is wrong with it.</exception>
    public static DirectoryExtension Extension(ScimExtension declared) => new(
        ExtensionReader.Read(Encoding.UTF8.GetBytes(declared.Schema.GetRawText())),
        declared.ResourceType == "Group" ? ExtendedResource.Group : ExtendedResource.User, declared.Required);

    /// <summary>Setups by directory, each as long as provider and settings stay.</summary>
    public sealed class Cache
    {
        private const int MostRemembered = 10_000;
        private readonly ConcurrentDictionary<Guid, ScimSetup> setups = new();

        public ScimSetup Of(Guid directory, string provider, string text)
        {
            if (setups.TryGetValue(directory, out var setup) && setup.Provider == provider && setup.Text == text) return setup;
            if (setups.Count >= MostRemembered) setups.Clear();
            return setups[directory] = new ScimSetup(provider, text);
        }
    }
}
