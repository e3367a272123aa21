using System.Text;

namespace Jumpgate.Scim.Filters;

/// <summary>Prints a filter so that reading it gives the same tree again.</summary>
internal static class FilterText
{
    public static string Of(Filter filter)
    {
        var text = new StringBuilder();
        Write(text, filter, insideAnd: false);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Filter filter, bool insideAnd)
    {
        switch (filter)
        {
            case Or any when insideAnd:
                text.Append('(');
                Join(text, any, " or ", insideAnd: false);
                text.Append(')');
                break;
            case Or any:
                Join(text, any, " or ", insideAnd: false);
                break;
            case And all:
                Join(text, all, " and ", insideAnd: true);
                break;
            case Not not:
                text.Append("not (");
                Write(text, not.Term, insideAnd: false);
                text.Append(')');
                break;
            case Comparison comparison:
                text.Append(comparison.Path).Append(' ').Append(comparison.Operator.Text()).Append(' ').Append(comparison.Value);
                break;
            case Present present:
                text.Append(present.Path).Append(" pr");
                break;
            case ValuePath valuePath:
                text.Append(valuePath.Path).Append('[');
                Write(text, valuePath.Condition, insideAnd: false);
                text.Append(']');
                break;
        }
    }

    private static void Join(StringBuilder text, Junction junction, string by, bool insideAnd)
    {
        for (var i = 0; i < junction.Terms.Length; i++)
        {
            text.Append(i == 0 ? "" : by);
            Write(text, junction.Terms[i], insideAnd);
        }
    }
}
