namespace Jumpgate.Ocsf.Tests.Table;

/// <summary>
/// docs/guide/ocsf-mapping.md is what the table says. After a change of the mapping write it anew with
/// <c>JUMPGATE_WRITE_OCSF=1 dotnet test tests/Jumpgate.Ocsf.Tests --filter MappingGuideTests</c>, and read the difference.
/// </summary>
public sealed class MappingGuideTests
{
    [Fact]
    public void The_guide_is_what_the_table_says()
    {
        var path = Repository.PathOf("docs", "guide", "ocsf-mapping.md");
        if (Environment.GetEnvironmentVariable("JUMPGATE_WRITE_OCSF") == "1") File.WriteAllText(path, MappingGuide.Write());

        File.ReadAllText(path).ReplaceLineEndings("\n").ShouldBe(MappingGuide.Write(), "See the summary of MappingGuideTests.");
    }
}
