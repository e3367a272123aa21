using System.Text.RegularExpressions;

namespace Jumpgate.Server.Tests.House;

/// <summary>What the documents name exists.</summary>
public sealed partial class DocumentsTests
{
    [Theory]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Every_path_named_in_a_document_exists(string document)
    {
        var text = File.ReadAllText(Repository.PathOf(document));
        var named = CodeSpan().Matches(text).Select(m => m.Groups[1].Value)
            .Where(p => p.Contains('/', StringComparison.Ordinal) && PathLike().IsMatch(p) && !p.StartsWith('/'))
            .Concat(Link().Matches(text).Select(m => m.Groups[1].Value.Split('#')[0]).Where(p => p.Length > 0 && !p.Contains("://", StringComparison.Ordinal)))
            .Distinct().ToList();

        named.ShouldNotBeEmpty();
        named.Where(p => !Exists(p)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_type_named_in_the_architecture_exists()
    {
        var text = File.ReadAllText(Repository.PathOf("ARCHITECTURE.md"));
        var sources = System.IO.Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();
        var types = CodeSpan().Matches(text).Select(m => m.Groups[1].Value).Where(t => TypeName().IsMatch(t)).Distinct().ToList();

        types.ShouldNotBeEmpty();
        types.Where(t => !sources.Any(s => Regex.IsMatch(s, $@"\b(class|record|struct|interface|enum|delegate)\b[^\n]*\b{t}\b"))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_decision_has_a_number_of_its_own_and_the_four_parts()
    {
        var decisions = System.IO.Directory.GetFiles(Repository.PathOf("docs", "adr"), "*.md").Order(StringComparer.Ordinal).ToList();

        decisions.ShouldNotBeEmpty();
        decisions.Select(f => Path.GetFileName(f)[..4]).ShouldBeUnique();
        foreach (var decision in decisions)
        {
            var text = File.ReadAllText(decision);
            foreach (var part in (string[])["## Context", "## Decision", "## Alternatives", "## Consequences"]) text.ShouldContain(part, customMessage: decision);
        }
    }

    // Paths are written from the root, from src/, or from the server's rooms.
    private static bool Exists(string path) =>
        ((string[])["", "src", "src/Jumpgate.Server", "src/Jumpgate.Portal"]).Select(b => Repository.PathOf(b, path.TrimEnd('/')))
            .Any(p => File.Exists(p) || System.IO.Directory.Exists(p) || File.Exists(p + ".cs"));

    [GeneratedRegex(@"`([^`\n]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^[A-Za-z0-9_.\-/]+$")]
    private static partial Regex PathLike();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^[A-Z][a-z]+([A-Z][a-z0-9]+)+$")]
    private static partial Regex TypeName();
}
