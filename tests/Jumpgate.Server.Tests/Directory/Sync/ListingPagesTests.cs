using System.Collections.Concurrent;
using System.Text;
using Jumpgate.Server.Data;
using Jumpgate.Server.Directory.Sync;

namespace Jumpgate.Server.Tests.Directory.Sync;

public sealed class ListingPagesTests
{
    private readonly ConcurrentQueue<int> asked = new();
    private readonly ConcurrentDictionary<int, string[]> taken = new();
    private readonly Dictionary<int, TakenPage> committed = [];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(100, 10)]
    [InlineData(105, 11)]
    public async Task A_listing_with_a_steady_total_costs_no_request_more(int count, int requests)
    {
        var end = await ReadAsync(Ids(count), count);

        asked.Count.ShouldBe(requests);
        Read.ShouldBe(Ids(count));
        end.Steady.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(10, 2)]
    [InlineData(25, 3)]
    public async Task Without_a_total_a_short_page_ends_it(int count, int requests)
    {
        await ReadAsync(Ids(count), null);

        asked.Count.ShouldBe(requests);
        Read.ShouldBe(Ids(count));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(33)]
    [InlineData(400)]
    [InlineData(100000)]
    public async Task A_total_that_lies_neither_loses_nor_runs_on(int total)
    {
        var end = await ReadAsync(Ids(57), total);

        Read.ShouldBe(Ids(57));
        end.Steady.ShouldBeFalse();
        asked.Count.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task A_total_that_grows_is_followed_to_the_end()
    {
        var ids = Ids(40).ToList();
        await new ListingPages(10, 1).ReadAsync(
            "users", committed,
            (skip, _) =>
            {
                if (skip == 20)
                {
                    ids.AddRange(["new1", "new2"]);
                }

                return Task.FromResult(Page([.. ids.Skip(skip).Take(10)], ids.Count));
            },
            Take, default);

        Read.Order().ShouldBe(Ids(40).Concat(["new1", "new2"]).Order());
    }

    [Fact]
    public async Task Committed_pages_are_not_fetched_again()
    {
        committed[0] = new TakenPage(10, 45);
        committed[20] = new TakenPage(10, 45);

        var end = await ReadAsync(Ids(45), 45);

        asked.Order().ShouldBe([10, 30, 40]);
        end.Steady.ShouldBeTrue();
    }

    [Fact]
    public async Task A_page_that_repeats_once_is_read_again()
    {
        var wrong = 1;
        await new ListingPages(10, 4).ReadAsync(
            "users", committed,
            (skip, _) => Task.FromResult(Page(skip == 20 && Interlocked.Exchange(ref wrong, 0) == 1 ? [.. Ids(10)] : [.. Ids(45).Skip(skip).Take(10)], 45)),
            Take, default);

        Read.ShouldBe(Ids(45));
    }

    [Fact]
    public async Task T15_A_page_that_keeps_repeating_is_told()
    {
        var stuck = await Should.ThrowAsync<PagingStuckException>(() => new ListingPages(10, 1).ReadAsync(
            "groups", committed, (skip, _) => Task.FromResult(Page([.. Ids(10)], null)), Take, default));

        stuck.Listing.ShouldBe("groups");
        taken.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_cut_short_once_is_read_again()
    {
        var cut = 1;
        await new ListingPages(10, 4).ReadAsync(
            "users", committed,
            (skip, _) => Task.FromResult(Page([.. Ids(45).Skip(skip).Take(skip == 10 && Interlocked.Exchange(ref cut, 0) == 1 ? 3 : 10)], 45)),
            Take, default);

        Read.ShouldBe(Ids(45));
    }

    private IEnumerable<string> Read => taken.OrderBy(page => page.Key).SelectMany(page => page.Value);

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(0, count).Select(i => $"id{i}");

    private Task<ListingEnd> ReadAsync(IEnumerable<string> ids, int? total)
    {
        var all = ids.ToArray();
        return new ListingPages(10, 4).ReadAsync(
            "users", committed,
            (skip, _) =>
            {
                asked.Enqueue(skip);
                return Task.FromResult(Page([.. all.Skip(skip).Take(10)], total));
            },
            Take, default);
    }

    private Task Take(int skip, FetchedPage<string[]> page, bool last, CancellationToken cancellation)
    {
        taken[skip] = page.Content;
        return Task.CompletedTask;
    }

    private static FetchedPage<string[]> Page(string[] ids, int? total) =>
        new(ids, ids.Length, total, Hash128.Of(Encoding.UTF8.GetBytes(string.Join(',', ids))));
}
