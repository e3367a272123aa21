using Jumpgate.Contracts;
using Jumpgate.Server.Hosting;

namespace Jumpgate.Server.Roles.Mapping;

/// <summary>What is wrong with a text, as the API says it.</summary>
internal static class MappingProblems
{
    /// <summary>Null: nothing.</summary>
    public static ProblemResult? Of(CompiledMapping outcome)
    {
        if (outcome.Errors is [var first, ..])
        {
            return RoleProblems.MappingInvalid.Because(
                $"Line {first.Line}, column {first.Column}: {first.Cause}{(outcome.Errors.Count > 1 ? $" And {outcome.Errors.Count - 1} more." : "")}", "text",
                [.. outcome.Errors.Select(error => new FieldProblem("text", error.Code, $"Line {error.Line}, column {error.Column}: {error.Cause}", error.Fix, error.Line, error.Column))],
                fix: outcome.Errors.Count == 1 ? first.Fix : null);
        }

        var failed = outcome.Tests.Where(test => !test.Passed).Select(test => Failed(test, "The text")).ToList();
        return failed.Count == 0 ? null : RoleProblems.MappingTestsFailed.Because(string.Join(" ", failed.Take(3).Select(fault => fault.Detail)), "text", failed);
    }

    public static FieldProblem Failed(MappingTestResult test, string where) => new(
        "text", "test_failed", $"{where}, line {test.Line}: {test.User} gets {Names(test.Got)}; the test says {Names(test.Expected)}.", "Mend the rules, or the test.", test.Line, test.Column);

    public static IReadOnlyList<RoleTest> Tests(CompiledMapping outcome) =>
        [.. outcome.Tests.Select(test => new RoleTest(test.Line, test.User, test.Passed, test.Expected, test.Got))];

    private static string Names(IReadOnlyList<string> roles) => roles.Count == 0 ? "nothing" : string.Join(", ", roles);
}
