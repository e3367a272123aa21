using System.Xml;
using Jumpgate.Contracts;

namespace Jumpgate.Server.Hosting;

/// <summary>Gathers what is wrong with the members of a request, so that one answer names all of it.</summary>
public sealed class FieldFaults
{
    private readonly List<FieldProblem> _faults = [];

    public bool Any => _faults.Count > 0;

    public IReadOnlyList<FieldProblem> All => _faults;

    public void Add(string field, string code, string detail, string? fix = null) => _faults.Add(new FieldProblem(field, code, detail, fix));

    /// <summary>A fault where the text is missing, empty or blank.</summary>
    public bool Require(string? text, string field, string name)
    {
        if (!string.IsNullOrWhiteSpace(text)) return true;
        Add(field, "required", $"{name} is required.", $"Fill in {name}.");
        return false;
    }

    /// <summary>A fault where the text is longer than it may be, or holds control characters.</summary>
    public void Plain(string? text, string field, int longest)
    {
        if (text is null) return;
        if (text.Length > longest) Add(field, "too_long", $"{field} is longer than {longest} characters.");
        if (text.Any(char.IsControl)) Add(field, "control_character", $"{field} holds a line break or another control character.");
    }

    /// <summary>A fault where the number lies outside its bounds.</summary>
    public void Range(int? number, string field, int least, int most)
    {
        if (number < least || number > most) Add(field, "out_of_range", $"{field} lies between {least} and {most}.");
    }

    /// <summary>An ISO 8601 duration within its bounds; a fault and null where it is none.</summary>
    public TimeSpan? Duration(string text, string field, TimeSpan least, TimeSpan longest)
    {
        try
        {
            var duration = XmlConvert.ToTimeSpan(text);
            if (duration >= least && duration <= longest) return duration;
            Add(field, "out_of_range", $"{field} lies between {XmlConvert.ToString(least)} and {XmlConvert.ToString(longest)}.");
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            Add(field, "duration_malformed", $"'{text}' is no ISO 8601 duration.", "Write PT1H for an hour, PT15M for 15 minutes.");
        }

        return null;
    }

    /// <summary>The answer, or null where nothing is wrong.</summary>
    public ProblemResult? ToResult(ProblemCode? code = null) => _faults.Count switch
    {
        0 => null,
        1 => (code ?? HttpProblems.ValidationFailed).Because(_faults[0].Detail, _faults[0].Field, _faults, fix: _faults[0].Fix),
        _ => (code ?? HttpProblems.ValidationFailed).Because(string.Join(" ", _faults.Select(fault => fault.Detail)), _faults[0].Field, _faults),
    };
}
