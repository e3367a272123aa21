namespace Jumpgate.JumpCloud.Tests.Paging;

public sealed class ListingCheckTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(250)]
    [InlineData(300)]
    public async Task A_listing_with_a_true_total_takes_no_page_too_many(int users)
    {
        var (seen, pages) = await ReadAsync((skip, limit) => (Ids(skip, Math.Min(limit, users - skip)), users));

        seen.ShouldBe(Ids(0, users));
        pages.ShouldBe(Math.Max(1, (users + 99) / 100));
    }

    [Fact]
    public async Task A_listing_without_a_total_ends_at_a_short_page()
    {
        var (seen, pages) = await ReadAsync((skip, limit) => (Ids(skip, Math.Min(limit, 250 - skip)), null));

        seen.Count.ShouldBe(250);
        pages.ShouldBe(3);
    }

    [Fact]
    public async Task A_total_that_moves_is_not_believed()
    {
        // Somebody was deleted while we read: the first total must not end the listing early or make it fail.
        var (seen, _) = await ReadAsync((skip, limit) => (Ids(skip, Math.Min(limit, 250 - skip)), skip == 0 ? 251 : 250));

        seen.Count.ShouldBe(250);
    }

    [Fact]
    public async Task A_total_smaller_than_what_came_is_not_believed()
    {
        var (seen, _) = await ReadAsync((skip, limit) => (Ids(skip, Math.Min(limit, 250 - skip)), 50));

        seen.Count.ShouldBe(250);
    }

    [Fact]
    public async Task A_server_that_gives_smaller_pages_is_read_to_its_total()
    {
        var (seen, _) = await ReadAsync((skip, _) => (Ids(skip, Math.Min(40, 250 - skip)), 250));

        seen.Count.ShouldBe(250);
    }

    [Fact]
    public Task A_total_larger_than_what_comes_is_an_error_not_an_end() =>
        ReadAsync((skip, limit) => (Ids(skip, Math.Max(0, Math.Min(limit, 250 - skip))), 1000)).ShouldFailAsync(JumpCloudErrorKind.PagingStuck);

    [Theory]
    [InlineData(1000)]
    [InlineData(null)]
    public Task The_same_page_twice_is_an_error(int? total) =>
        ReadAsync((_, limit) => (Ids(0, limit), total)).ShouldFailAsync(JumpCloudErrorKind.PagingStuck);

    [Fact]
    public Task A_page_that_comes_back_later_is_an_error() =>
        ReadAsync((skip, limit) => (Ids(skip % 300, limit), null)).ShouldFailAsync(JumpCloudErrorKind.PagingStuck);

    [Fact]
    public async Task A_listing_that_never_ends_is_an_error()
    {
        var error = await ReadAsync((skip, limit) => (Ids(skip, limit), skip + 200)).ShouldFailAsync(JumpCloudErrorKind.PagingStuck);

        error.Message.ShouldContain("does not end");
    }

    private static IReadOnlyList<string> Ids(int from, int count) => [.. Enumerable.Range(from, Math.Max(0, count)).Select(index => $"u{index:D6}")];

    private static async Task<(IReadOnlyList<string> Seen, int Pages)> ReadAsync(Func<int, int, (IReadOnlyList<string> Ids, int? Total)> answer)
    {
        var handler = new ScriptedHandler(sent =>
        {
            var query = sent.Address.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
            var (ids, total) = answer(int.Parse(query["skip"], null), int.Parse(query["limit"], null));
            return ScriptedHandler.Json($$"""{{{(total is null ? "" : $"\"totalCount\":{total},")}}"results":[{{string.Join(',', ids.Select(id => $"{{\"_id\":\"{id}\"}}"))}}]}""");
        });
        using var client = Clients.For(handler);
        var seen = new List<string>();
        await foreach (var user in client.SystemUsers.ListAsync()) seen.Add(user.Id);
        return (seen, handler.Sent.Count);
    }
}
