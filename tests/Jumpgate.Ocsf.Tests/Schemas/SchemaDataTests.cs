using Jumpgate.Ocsf.Schemas;
using Jumpgate.Ocsf.Tests.Published;

namespace Jumpgate.Ocsf.Tests.Schemas;

/// <summary>
/// The schema data of the product is what OCSF's compiled schemas say. Made anew with
/// <c>JUMPGATE_WRITE_OCSF=1 dotnet test tests/Jumpgate.Ocsf.Tests --filter SchemaDataTests</c>, where the compiled schemas lie beside the repository.
/// </summary>
public sealed class SchemaDataTests
{
    [PublishedTheory]
    [InlineData(OcsfVersion.V180)]
    [InlineData(OcsfVersion.V110)]
    public void The_schema_data_is_what_the_compiled_schema_says(OcsfVersion version)
    {
        var made = CompactSchema.Make(CompiledSchema.Of(version), ClassUids.All, "host");
        var path = Repository.PathOf("src", "Jumpgate.Ocsf", "Schemas", "Data", SchemaData.FileName(version));
        if (Environment.GetEnvironmentVariable("JUMPGATE_WRITE_OCSF") == "1") File.WriteAllText(path, made);

        File.ReadAllText(path).ReplaceLineEndings("\n").ShouldBe(made, "See the summary of SchemaDataTests.");
    }

    [Theory]
    [InlineData(OcsfVersion.V180, 14)]
    [InlineData(OcsfVersion.V110, 13)]
    public void The_schema_is_read_with_captions_profiles_types_and_constraints(OcsfVersion version, int classes)
    {
        var schema = OcsfSchema.Of(version);

        schema.Classes.Count.ShouldBe(classes);
        var authentication = schema.Classes[3002];
        authentication.Caption.ShouldBe("Authentication");
        authentication.Call("activity_id", 1).ShouldBe("Logon");
        authentication.Call("activity_id", 77).ShouldBeNull();
        authentication.Call("nothing", 1).ShouldBeNull();
        authentication.AtLeastOne.ShouldBe(["service", "dst_endpoint"]);
        authentication.NeedsProfile("device").ShouldBeTrue();
        authentication.NeedsProfile("actor").ShouldBeFalse();
        authentication.Has("cloud").ShouldBeFalse();
        authentication.Attributes["user"].IsRequired.ShouldBeTrue();
        authentication.Attributes["observables"].IsArray.ShouldBeTrue();
        schema.Types["port_t"].Range.ShouldBe((0, 65535));
        schema.Objects["object"].Attributes.ShouldBeEmpty();
    }
}
