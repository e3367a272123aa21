using System.Net.Http.Headers;
using System.Text;
using Jumpgate.Contracts;
using Jumpgate.Server.Tests;

namespace Jumpgate.Cli.Tests;

public sealed class RoleMappingTests(CommandHost command) : IClassFixture<CommandHost>
{
    [Fact]
    public async Task A_mapping_is_previewed_saved_shown_and_explained()
    {
        var directory = await command.Host.Admin.PostAsync<DirectoryCreated>("/v1/directories", new { tenant = "default", source = "scim", name = "Pushed" });
        foreach (var name in (string[])["Admin", "Viewer"]) await command.Host.Admin.PostAsync<AppRole>("/v1/app-roles", new { tenant = "default", name });
        using (var user = new HttpRequestMessage(HttpMethod.Post, directory.EndpointUrl + "/Users"))
        {
            user.Headers.Authorization = new AuthenticationHeaderValue("Bearer", directory.BearerToken);
            user.Content = new StringContent("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ana"}""", Encoding.UTF8, "application/scim+json");
            (await command.Host.Anonymous.SendAsync(user)).EnsureSuccessStatusCode();
        }

        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "precedence: Admin > Viewer\ndefault Viewer\ngroup \"A\" gives Admin\ntest \"x\" in \"A\" gets Viewer");
            var failing = await command.RunAsync("role-mapping", "save", file);
            failing.Code.ShouldBe(1);
            failing.Error.ShouldContain("line 4: x gets Admin; the test says Viewer.");
            await File.WriteAllTextAsync(file, "precedence: Admin > Viewer\ndefault Viewer\ngroup \"A\" gives Admin\ntest \"x\" in \"A\" gets Admin");
            var preview = await command.RunAsync("role-mapping", "preview", file);
            preview.Code.ShouldBe(10, preview.Error);
            preview.Output.ShouldContain("1 of 1 users would change.");
            (await command.RunAsync("role-mapping", "save", file, "--note", "first")).ShouldSucceed().Output.ShouldContain("Version 1 holds; 1 tests passed.");
            (await command.RunAsync("role-mapping", "show", "--directory", "Pushed")).ShouldSucceed().Output.ShouldStartWith("precedence: Admin > Viewer");
            await JumpgateHost.WaitForAsync(() => command.RunAsync("role-mapping", "preview", file), answer => answer.Code == 0);
            var users = (await command.RunAsync("users", "--json")).ShouldSucceed().Lines;
            (await command.RunAsync("role-mapping", "why", users.Single()["remoteId"]!.GetValue<string>())).ShouldSucceed().Output.ShouldContain("Viewer No rule fits. The text says: default Viewer.");
            (await command.RunAsync("role-mapping", "save", "/nowhere/at/all")).Code.ShouldBe(2);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
