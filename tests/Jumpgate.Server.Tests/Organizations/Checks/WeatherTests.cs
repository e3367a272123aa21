using Jumpgate.Contracts;
using Jumpgate.Emulator;
using Jumpgate.JumpCloud;
using Microsoft.Extensions.DependencyInjection;
using Organization = Jumpgate.Contracts.Organization;

namespace Jumpgate.Server.Tests.Organizations.Checks;

public sealed class WeatherTests(WeatherTests.Impatient shared) : IClassFixture<WeatherTests.Impatient>, IDisposable
{
    private JumpgateHost Hub => shared.Hub;

    public void Dispose() => Hub.Emulator.Faults.Clear();

    [Theory]
    [InlineData("* /api/** 429", "upstream_rate_limited", 503)]
    [InlineData("* /api/** 500", "upstream_unavailable", 502)]
    [InlineData("* /api/** 503", "upstream_unavailable", 502)]
    [InlineData("* /api/** hang", "upstream_timeout", 504)]
    [InlineData("* /api/** html", "upstream_unreadable", 502)]
    [InlineData("POST /oauth2/token 503", "upstream_unavailable", 502)]
    public async Task T13_Bad_weather_stores_nothing_and_says_what_it_is(string fault, string code, int status)
    {
        var tenant = await Hub.TenantAsync();
        Hub.Emulator.Faults.Add(fault);
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Hub.LinkBody(tenant: tenant));
        (problem.Code, problem.Status).ShouldBe((code, status));
        Hub.Emulator.Faults.Clear();
        (await Hub.Admin.GetAsync<Page<Organization>>($"/v1/organizations?tenant={tenant}")).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET /api/organizations 429 x1")]
    [InlineData("GET /api/organizations 500 x2")]
    [InlineData("GET /api/organizations cut x1")]
    [InlineData("GET /api/systemusers truncate x1")]
    [InlineData("POST /oauth2/token 503 x1")]
    public async Task T13_Passing_bad_weather_is_ridden_out(string fault)
    {
        Hub.Emulator.Faults.Add(fault);
        (await Hub.LinkOrganizationAsync(tenant: await Hub.TenantAsync())).RemoteOrganization.Id.ShouldBe(Hub.Emulator.OrganizationId);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task T13_Refusals_are_not_repeated(int status)
    {
        Hub.Emulator.Faults.Add($"GET /api/systemusers {status}");
        Hub.Emulator.Stats.Reset();
        await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Hub.LinkBody(LinkMethods.ApiKey));
        Hub.Emulator.Stats.Of("GET /api/systemusers").ShouldBe(1);
    }

    [Fact]
    public async Task A_blocked_address_is_named()
    {
        Hub.Emulator.Switches = Hub.Emulator.Switches with { AddressBlocked = true };
        var problem = await Hub.Admin.RefusedAsync(HttpMethod.Post, "/v1/organizations", Hub.LinkBody());
        Hub.Emulator.Switches = Hub.Emulator.Switches with { AddressBlocked = false };
        problem.Code.ShouldBe("upstream_blocked");
    }

    /// <summary>A server that waits only briefly for JumpCloud.</summary>
    public sealed class Impatient : SharedHost
    {
        protected override JumpgateHostOptions Options => new()
        {
            Arguments = ["--Jobs:Run", "false"],
            Emulator = new EmulatorOptions { Users = 5, Groups = 1, Devices = 1, Applications = 1, Admins = 1 },
            Configure = builder => builder.Services.AddSingleton(new JumpCloudOptions
            {
                AttemptTimeout = TimeSpan.FromMilliseconds(400),
                RetryDelay = TimeSpan.FromMilliseconds(10),
                MaxRetryDelay = TimeSpan.FromMilliseconds(50),
            }),
        };
    }
}
