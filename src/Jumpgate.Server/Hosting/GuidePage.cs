using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Jumpgate.Server.Hosting;

/// <summary>
/// Turns a page of the guide into plain HTML whose headings can be linked to. It knows the Markdown the guide uses:
/// headings, paragraphs, lists, code, emphasis, links.
/// </summary>
internal static partial class GuidePage
{
    public static string ToHtml(string markdown)
    {
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Jumpgate guide</title><style>")
            .Append("body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}code{background:#8882;padding:0 .25em}:target{background:#fd08}")
            .Append("</style><main>");
        string? open = null;
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            var level = line.TakeWhile(c => c == '#').Count();
            var block = level > 0 ? null : ListItem().IsMatch(line) ? (char.IsDigit(line[0]) ? "ol" : "ul") : line.Trim().Length == 0 ? null
                : open is "ul" or "ol" && line.StartsWith(' ') ? open : "p";
            if (block != open)
            {
                if (open is not null) html.Append("</").Append(open).Append('>');
                if (block is not null) html.Append('<').Append(block).Append('>');
                open = block;
            }

            if (level > 0) Heading(html, level, line[level..].Trim());
            else if (ListItem().IsMatch(line)) html.Append("<li>").Append(Inline(ListItem().Replace(line, "")));
            else html.Append(Inline(line.Trim())).Append(' ');
        }

        if (open is not null) html.Append("</").Append(open).Append('>');
        return html.Append("</main></html>").ToString();
    }

    /// <summary>The anchor of a heading, as code hosts make them.</summary>
    public static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ')).Replace(' ', '-');

    private static void Heading(StringBuilder html, int level, string text) =>
        html.Append("<h").Append(level).Append(" id=\"").Append(WebUtility.HtmlEncode(Anchor(text))).Append("\">").Append(Inline(text)).Append("</h").Append(level).Append('>');

    private static string Inline(string text)
    {
        text = WebUtility.HtmlEncode(text);
        text = Code().Replace(text, "<code>$1</code>");
        text = Strong().Replace(text, "<strong>$1</strong>");
        return Link().Replace(text, "<a href=\"$2\">$1</a>");
    }

    [GeneratedRegex(@"^(?:- |\d+\. )")]
    private static partial Regex ListItem();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"\[([^\]]+)\]\(((?:https?://|/|#|[a-z])[^)\s]*)\)")]
    private static partial Regex Link();
}
