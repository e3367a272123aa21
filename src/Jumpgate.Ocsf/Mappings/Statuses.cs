using Jumpgate.Ocsf.Reading;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>Whether it came about.</summary>
internal static class Statuses
{
    public const int Unknown = 0;
    public const int Success = 1;
    public const int Failure = 2;
    public const int Other = 99;

    /// <summary>
    /// What <c>success</c> says. Where it says nothing, an error message is a failure; changes report what happened; the rest is not known
    /// (JumpCloud leaves <c>success</c> out of many changes, and out of every sign-on to an application).
    /// </summary>
    public static int Of(EventTree tree, int @class) => tree.Flag(tree.Find("success"u8)) switch
    {
        true => Success,
        false => Failure,
        null when tree.Says(tree.Find("error_message"u8)) => Failure,
        null => @class is ClassUids.Authentication or ClassUids.BaseEvent ? Unknown : Success,
    };

    /// <summary>What a word such as "Acknowledged" or "failed" says.</summary>
    public static int OfWord(EventTree tree, int node)
    {
        if (!tree.Says(node)) return Unknown;
        var word = tree.Content(node);
        if (Wording.Has(word, "fail"u8) || Wording.Has(word, "error"u8) || Wording.Has(word, "invalid"u8) || Wording.Has(word, "reject"u8)) return Failure;
        return Wording.Has(word, "success"u8) || Wording.Has(word, "succe"u8) || Wording.Has(word, "complete"u8) || Wording.Has(word, "acknowledged"u8)
            || Wording.Has(word, "valid"u8) || Wording.Has(word, "passed"u8) ? Success : Other;
    }
}
