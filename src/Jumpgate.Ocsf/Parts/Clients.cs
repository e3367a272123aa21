using Jumpgate.Ocsf.Reading;
using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Parts;

/// <summary>
/// The program and operating system a request came from. JumpCloud sends the parsed pieces of the user agent, under <c>useragent</c> or
/// <c>user_agent</c>, not the text itself; "Other" means that nothing was recognized.
/// </summary>
internal static class Clients
{
    private static (string Word, int Type)[] OsWords { get; } =
    [
        ("windows phone", 101), ("windows mobile", 101), ("windows", 100), ("ipados", 302), ("ipad", 302), ("iphone", 301), ("ios", 301), ("android", 201),
        ("mac", 300), ("darwin", 300), ("linux", 200), ("ubuntu", 200), ("debian", 200), ("fedora", 200), ("centos", 200), ("red hat", 200), ("rhel", 200),
        ("rocky", 200), ("suse", 200), ("amazon", 200), ("mint", 200), ("solaris", 400), ("aix", 401),
    ];

    private static readonly (byte[] Word, int Type)[] OsTypes = [.. OsWords.Select(os => (ClassForm.Inside(os.Word), os.Type))];

    /// <summary>The object or text that tells of the user agent.</summary>
    public static int Find(EventTree tree)
    {
        var agent = tree.Find("useragent"u8);
        if (!tree.IsThere(agent) || tree.IsEmpty(agent)) agent = tree.Find("user_agent"u8);
        return tree.IsObject(tree.Find(agent, "useragent"u8)) ? tree.Find(agent, "useragent"u8) : agent;
    }

    /// <summary>The object <c>os</c> of the machine the request came from.</summary>
    public static bool Os(RecordDraft draft, int agent)
    {
        var tree = draft.Event;
        return Os(draft, tree.Find(agent, "os_name"u8, "os"u8), tree.Find(agent, "os_version"u8));
    }

    /// <summary>The object <c>os</c>.</summary>
    public static bool Os(RecordDraft draft, int name, int version)
    {
        var tree = draft.Event;
        if (!tree.Says(name) || tree.Is(name, "Other"u8)) return false;
        var mark = draft.Open("os"u8);
        var known = OsName(draft, name);
        draft.Text("version"u8, version);
        return draft.Close(mark, known);
    }

    /// <summary>Name and kind of an operating system.</summary>
    public static bool OsName(RecordDraft draft, int name)
    {
        if (!draft.Text("name"u8, name)) return false;
        var text = draft.Event.Content(name);
        foreach (var (word, type) in OsTypes)
        {
            if (!Wording.Has(text, word)) continue;
            draft.Out.Add(draft.Forms.OsType[type]);
            return true;
        }

        draft.Out.Add(draft.Forms.OsType.Other);
        draft.Quote(text);
        draft.Out.Add((byte)',');
        return true;
    }

    /// <summary>The object <c>http_request</c>: name, version and system of the client, put together as a user agent writes them.</summary>
    public static bool Request(RecordDraft draft, int agent)
    {
        if (!draft.Class.HasRequest) return false;
        var tree = draft.Event;
        var mark = draft.Open("http_request"u8);
        if (tree.IsText(agent))
        {
            if (draft.Text("user_agent"u8, agent)) draft.Observe(Observed.UserAgent);
            return draft.Close(mark);
        }

        var name = tree.Find(agent, "name"u8);
        if (!tree.Says(name) || tree.Is(name, "Other"u8)) return draft.Close(mark, keep: false);
        var (version, system) = (tree.Find(agent, "version"u8), tree.Find(agent, "os_full"u8));
        if (tree.Content(name).Length + tree.Content(version).Length + tree.Content(system).Length + 4 > draft.Forms.MaxText) return draft.Close(mark, keep: false);
        draft.Out.Name("user_agent"u8);
        draft.BeginQuote();
        draft.Out.Add(tree.Content(name));
        draft.Use(name);
        if (tree.Says(version))
        {
            draft.Out.Add((byte)'/');
            draft.Out.Add(tree.Content(version));
            draft.Use(version);
        }

        if (tree.Says(system) && !tree.Is(system, "Other"u8))
        {
            draft.Out.Add(" ("u8);
            draft.Out.Add(tree.Content(system));
            draft.Out.Add((byte)')');
            draft.Use(system);
        }

        draft.EndQuote();
        draft.Observe(Observed.UserAgent);
        draft.Out.Add((byte)',');
        return draft.Close(mark);
    }
}
