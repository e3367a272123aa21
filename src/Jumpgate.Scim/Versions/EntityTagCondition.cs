using System.Collections.Immutable;
using Jumpgate.Scim.Errors;

namespace Jumpgate.Scim.Versions;

/// <summary>
/// An <c>If-Match</c> or <c>If-None-Match</c> header (RFC 9110 §13.1): a list of tags, or <c>*</c> for any version. Tags compare weakly,
/// as SCIM's are weak and yet used with If-Match (RFC 7644 §3.14).
/// </summary>
public sealed class EntityTagCondition
{
    private const int MostTags = 100;
    private readonly ImmutableArray<EntityTag> tags;

    private EntityTagCondition(ImmutableArray<EntityTag> tags) => this.tags = tags;

    /// <summary>Whether it is <c>*</c>.</summary>
    public bool IsAny => tags.IsEmpty;

    /// <summary>Reads a header; null when there is none.</summary>
    /// <exception cref="ScimException">It is no list of entity tags: 400 <c>invalidValue</c>.</exception>
    public static EntityTagCondition? Parse(string? header)
    {
        var rest = header.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return null;
        }

        var read = ImmutableArray.CreateBuilder<EntityTag>();
        while (rest is not "*" || read.Count > 0)
        {
            if (read.Count == MostTags || !EntityTag.TryRead(ref rest, out var tag))
            {
                throw ScimException.Value("An entity tag is W/\"version\", several are parted by commas.");
            }

            read.Add(tag);
            rest = rest.TrimStart();
            if (rest.IsEmpty)
            {
                return new EntityTagCondition(read.ToImmutable());
            }

            rest = rest[0] == ',' ? rest[1..].TrimStart() : throw ScimException.Value("Entity tags are parted by commas.");
        }

        return new EntityTagCondition([]);
    }

    /// <summary>Whether the condition names the version.</summary>
    /// <param name="current">The version that stands; null when there is no such resource, which nothing names.</param>
    public bool Names(EntityTag? current) => current is { } tag && (IsAny || tags.Any(tag.Names));
}
