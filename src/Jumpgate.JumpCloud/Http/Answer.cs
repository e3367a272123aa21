using System.Globalization;
using System.Net.Http.Headers;

namespace Jumpgate.JumpCloud;

/// <summary>A complete answer: status, headers and the whole body.</summary>
internal sealed record Answer(JumpCloudRequest Request, int Status, HttpResponseHeaders Headers, string? MediaType, ReadOnlyMemory<byte> Body)
{
    public bool IsSuccess => Status is >= 200 and <= 299;

    public DateTimeOffset? Date => Headers.Date;

    public int? TotalCount => int.TryParse(Header("x-total-count"), NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null;

    /// <summary>Set when this call was sent with an organization id.</summary>
    public string? OrganizationId { get; init; }

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    public TimeSpan? RetryAfter(TimeProvider time) => Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };
}
