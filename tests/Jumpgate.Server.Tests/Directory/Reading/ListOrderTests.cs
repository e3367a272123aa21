using Jumpgate.Contracts;

namespace Jumpgate.Server.Tests.Directory.Reading;

/// <summary>Lists whose rows come from an index of their own: page by page they show each row once, and all that a plain look at them finds.</summary>
public sealed class ListOrderTests(ListOrderTests.People people) : IClassFixture<ListOrderTests.People>
{
    [Theory]
    [InlineData("filter=emails sw \"b\"", "emails")]
    [InlineData("filter=emails sw \"bee\"", "emails")]
    [InlineData("filter=emails[value sw \"b\" and primary eq false]", "")]
    [InlineData("filter=id sw \"0\"", "all")]
    [InlineData("filter=remoteId sw \"remote-u1\"", "remote")]
    [InlineData("filter=remoteId sw \"remote-u1\" and active eq false", "remote inactive")]
    [InlineData("filter=active eq false", "inactive")]
    [InlineData("filter=active ne true", "inactive")]
    [InlineData("filter=status eq \"pending\"", "pending")]
    [InlineData("filter=status eq \"nonsense\"", "")]
    [InlineData("filter=userName sw \"user u1\" and active eq false", "")]
    [InlineData("filter=displayName sw \"n\" and emails sw \"b\"", "emails named")]
    [InlineData("sort=status", "all")]
    [InlineData("sort=-status", "all")]
    [InlineData("sort=status&filter=active eq false", "inactive")]
    [InlineData("q=n&sort=status", "named")]
    [InlineData("q=n&sort=-status", "named")]
    [InlineData("q=n&sort=name", "named")]
    [InlineData("q=n&sort=-updatedAt", "named")]
    [InlineData("q=n&sort=email&filter=active eq false", "named inactive")]
    public async Task Pages_show_each_row_once_and_the_same_as_the_whole(string query, string expected)
    {
        var path = $"{people.Directory.Path}/users?{query}";
        var whole = await people.Api.GetAsync<Page<Resource>>($"{path}&limit=1000");
        List<Resource> paged = [];
        string? cursor = null;
        do
        {
            var page = await people.Api.GetAsync<Page<Resource>>($"{path}&limit=3{(cursor is null ? "" : "&cursor=" + cursor)}");
            paged.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        paged.Select(user => user.Id).ShouldBe(whole.Items.Select(user => user.Id));
        paged.Select(user => user.RemoteId).ShouldBe(people.Expected(expected), ignoreOrder: true);
        if (!query.Contains("status&", StringComparison.Ordinal) && !query.EndsWith("status", StringComparison.Ordinal)) return;
        var statuses = paged.ConvertAll(user => user.Status.Value);
        statuses.ShouldBe(query.Contains("-status", StringComparison.Ordinal) ? statuses.OrderDescending(StringComparer.Ordinal) : statuses.Order(StringComparer.Ordinal));
    }

    public sealed class People : SharedHost
    {
        private static readonly string[] Statuses = ["enabled", "enabled", "disabled", "enabled", "pending"];
        private List<Seed> seeds = [];

        public SeededDirectory Directory { get; private set; } = null!;

        public HttpClient Api { get; private set; } = null!;

        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            Directory = await SeededDirectory.CreateAsync(Hub);
            seeds = [.. Enumerable.Range(0, 41).Select(Person)];
            await Directory.PutAsync(seeds);
            // Versions that have ended lie in the same tables.
            await Directory.PutAsync(seeds.Take(9).ToList());
            Api = await Hub.ApiAsync(ProductRoles.ReadOnly, Directory.TenantName);
        }

        /// <summary>The remote ids of whom all the words are true.</summary>
        public IEnumerable<string> Expected(string words) => words.Length == 0 ? [] : seeds.Where(seed => words.Split(' ').All(word => word switch
        {
            "all" => true,
            "emails" => seed.MoreEmails.Append(seed.Email).Any(email => email?.StartsWith('b') == true),
            "remote" => seed.RemoteId.StartsWith("remote-u1", StringComparison.Ordinal),
            "inactive" => seed.Status != "enabled",
            "pending" => seed.Status == "pending",
            _ => seed.Name!.StartsWith('N'),
        })).Select(seed => seed.RemoteId);

        private static Seed Person(int n)
        {
            var email = n % 4 == 0 ? $"bee{n}@example.com" : n % 4 == 1 ? null : $"zoo{n}@example.com";
            string[] more = n % 3 == 0 ? [$"bee{n}.home@example.com", $"bar{n}@example.com"] : n % 3 == 1 ? [$"sea{n}@example.com"] : [];
            var all = string.Join(',', more.Append(email).OfType<string>().Select(address => $$"""{"value":"{{address}}"}"""));
            return Seed.User($"u{n}", $"{(n % 2 == 0 ? "N" : "M")}ame {n % 7}") with
            {
                Email = email,
                MoreEmails = more,
                Status = Statuses[n % 5],
                Attributes = $$"""{"userName":"u{{n}}","emails":[{{all}}]}""",
            };
        }
    }
}
