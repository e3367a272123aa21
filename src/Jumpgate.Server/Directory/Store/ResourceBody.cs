using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jumpgate.Server.Data;

namespace Jumpgate.Server.Directory;

/// <summary>What a version row holds, ready to be written.</summary>
internal sealed record ResourceBody(
    byte[] RawHash, byte[] Hash, string? Volatile, string? Name, string? Email, string Status, string? SourceStatus, bool Active,
    string FoldedName, string? FoldedUserName, string? FoldedEmail, string? FoldedExternalId, IReadOnlyList<string> MoreEmails, string? Attributes, byte[]? Raw)
{
    public static ResourceBody Of(Mapped mapped, UInt128 rawHash)
    {
        var first = Folded.Of(mapped.Email);
        return new(
            Hash128.ToBytes(rawHash), Hash128.ToBytes(mapped.Hash), Folded.Clean(mapped.Volatile), Folded.Clean(mapped.Name), Folded.Clean(mapped.Email),
            Folded.Clean(mapped.Status), Folded.Clean(mapped.SourceStatus), mapped.Active, Folded.Of(mapped.Name) ?? "", Folded.Of(mapped.UserName), first,
            Folded.Of(mapped.ExternalId),
            mapped.MoreEmails.Count == 0 ? [] : [.. mapped.MoreEmails.Select(Folded.Of).OfType<string>().Where(email => email != first).Distinct()],
            mapped.Attributes.IsEmpty ? null : Encoding.UTF8.GetString(mapped.Attributes.Span), mapped.Raw.IsEmpty ? null : mapped.Raw.ToArray());
    }

    /// <summary>The e-mails as the stage keeps them.</summary>
    public string? EmailsText => MoreEmails.Count == 0 ? null : JsonSerializer.Serialize(MoreEmails, StageJson.Default.IReadOnlyListString);

    public static IReadOnlyList<string> EmailsOf(string? text) =>
        text is null ? [] : JsonSerializer.Deserialize(text, StageJson.Default.IReadOnlyListString) ?? [];
}

[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(RunCounts))]
internal sealed partial class StageJson : JsonSerializerContext;
