using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Jumpgate.Server.Directory.Kinds;

/// <summary>A set of paths into a JSON object, e.g. <c>policyStats</c>, <c>addresses[].id</c>; <c>[]</c> stands for every element.</summary>
internal sealed class JsonPaths
{
    public static readonly JsonPaths None = new();

    private readonly List<(byte[] Name, JsonPaths Next)> members = [];
    private JsonPaths? elements;
    private bool ends;

    private JsonPaths() { }

    public static JsonPaths Of(params ReadOnlySpan<string> paths)
    {
        var root = new JsonPaths();
        foreach (var path in paths)
        {
            var at = root;
            foreach (var part in path.Split('.'))
            {
                var name = part.EndsWith("[]", StringComparison.Ordinal) ? part[..^2] : part;
                at = at.Member(Encoding.UTF8.GetBytes(name));
                if (name.Length != part.Length)
                {
                    at = at.elements ??= new JsonPaths();
                }
            }

            at.ends = true;
        }

        return root;
    }

    /// <summary>What remains of the paths below a member; null where none goes there. <paramref name="whole"/>: the member itself is named.</summary>
    public JsonPaths? Into(JsonProperty member, out bool whole)
    {
        whole = false;
        if (members.Count == 0)
        {
            return null;
        }

        var name = JsonMarshal.GetRawUtf8PropertyName(member);
        foreach (var (candidate, next) in members)
        {
            if (name.SequenceEqual(candidate))
            {
                whole = next.ends;
                return next;
            }
        }

        return null;
    }

    public JsonPaths? Elements => elements;

    private JsonPaths Member(byte[] name)
    {
        foreach (var (candidate, next) in members)
        {
            if (candidate.AsSpan().SequenceEqual(name))
            {
                return next;
            }
        }

        var added = new JsonPaths();
        members.Add((name, added));
        return added;
    }
}
