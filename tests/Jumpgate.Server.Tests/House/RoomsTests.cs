using Mono.Cecil;

namespace Jumpgate.Server.Tests.House;

/// <summary>Who may look at whom, read from the compiled server.</summary>
public sealed class RoomsTests
{
    // Every room may also look at these three.
    private static readonly string[] Ground = ["Data", "Tenancy", "Hosting"];

    private static readonly Dictionary<string, string[]> MayLookAt = new()
    {
        ["Data"] = [],
        ["Hosting"] = [],
        ["Tenancy"] = ["Data", "Hosting"],
        ["Organizations"] = [],
        ["EventLog"] = ["Organizations"],
        ["Directory"] = ["Organizations", "EventLog", "Delivery"],
        ["Provisioning"] = ["Organizations", "Directory", "Delivery"],
        ["Events"] = ["Organizations", "Directory", "EventLog", "Delivery"],
        ["Scim"] = ["Directory", "Roles", "Delivery"],
        ["Roles"] = ["Directory"],
        ["Webhooks"] = ["Directory", "Delivery"],
        ["Delivery"] = [],
        ["Jobs"] = ["Organizations", "Directory", "EventLog", "Events", "Provisioning", "Scim", "Webhooks", "Roles"],
        ["Portal"] = ["Organizations", "Directory", "EventLog", "Provisioning", "Events", "Scim", "Roles", "Webhooks", "Delivery", "Jobs"],
    };

    [Fact]
    public void Rooms_look_only_where_they_may()
    {
        using var server = AssemblyDefinition.ReadAssembly(typeof(ServerHost).Assembly.Location);
        var looks = Looks(server).ToList();

        looks.ShouldNotBeEmpty();
        looks.Where(l => !Allowed(l.From, l.To)).Select(l => $"{l.From} → {l.To}: {l.Type} uses {l.Used}").Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Every_room_is_known()
    {
        using var server = AssemblyDefinition.ReadAssembly(typeof(ServerHost).Assembly.Location);

        server.MainModule.Types.Select(t => Room(t.Namespace)).OfType<string>().Distinct().Where(r => !MayLookAt.ContainsKey(r)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Jumpgate.Emulator", "Jumpgate.JumpCloud", "Jumpgate.Scim", "Jumpgate.Ocsf", "Jumpgate.Contracts", "jumpgate-server")]
    [InlineData("Jumpgate.JumpCloud", "Jumpgate.Scim", "Jumpgate.Ocsf", "Jumpgate.Contracts", "jumpgate-server")]
    [InlineData("Jumpgate.Scim", "Jumpgate.JumpCloud", "Jumpgate.Ocsf", "Jumpgate.Contracts", "System.Net.Http", "Microsoft.Data.Sqlite", "Npgsql")]
    [InlineData("Jumpgate.Ocsf", "Jumpgate.JumpCloud", "Jumpgate.Scim", "Jumpgate.Contracts", "jumpgate-server", "PackageReference")]
    [InlineData("Jumpgate.Contracts", "Jumpgate.JumpCloud", "Jumpgate.Scim", "Jumpgate.Ocsf")]
    [InlineData("Jumpgate.Cli", "Jumpgate.JumpCloud", "Jumpgate.Scim", "jumpgate-server")]
    public void A_project_sees_nothing_it_must_not_see(string project, params string[] forbidden)
    {
        var text = File.ReadAllText(Repository.PathOf("src", project, $"{project}.csproj"));
        foreach (var other in forbidden)
        {
            text.ShouldNotContain(other == "PackageReference" ? "<PackageReference" : $"\"{other}\"");
            text.ShouldNotContain($"{(other == "jumpgate-server" ? "Jumpgate.Server" : other)}.csproj");
        }
    }

    private static bool Allowed(string from, string to) =>
        from == to || (from is not ("Data" or "Hosting" or "Tenancy") && Ground.Contains(to)) || MayLookAt.GetValueOrDefault(from, []).Contains(to);

    private static string? Room(string space) =>
        space.StartsWith("Jumpgate.Server.", StringComparison.Ordinal) ? space.Split('.')[2] : null;

    private static IEnumerable<(string From, string To, string Type, string Used)> Looks(AssemblyDefinition assembly)
    {
        foreach (var type in AllTypes(assembly.MainModule.Types))
        {
            if (Room(Outermost(type).Namespace) is not { } from) continue;
            foreach (var used in Uses(type))
            {
                if (Room(Outermost(used).Namespace) is { } to) yield return (from, to, type.FullName, used.FullName);
            }
        }
    }

    private static IEnumerable<TypeDefinition> AllTypes(IEnumerable<TypeDefinition> types) => types.SelectMany(t => AllTypes(t.NestedTypes).Prepend(t));

    private static TypeReference Outermost(TypeReference type)
    {
        var element = type.GetElementType();
        return element.DeclaringType is null ? element : Outermost(element.DeclaringType);
    }

    private static IEnumerable<TypeReference> Uses(TypeDefinition type)
    {
        if (type.BaseType is not null) yield return type.BaseType;
        foreach (var used in type.Interfaces.Select(i => i.InterfaceType).Concat(type.Fields.Select(f => f.FieldType))) yield return used;
        foreach (var method in type.Methods)
        {
            yield return method.ReturnType;
            foreach (var parameter in method.Parameters) yield return parameter.ParameterType;
            if (!method.HasBody) continue;
            foreach (var operand in method.Body.Instructions.Select(i => i.Operand))
            {
                if (operand is TypeReference used) yield return used;
                else if (operand is MemberReference { DeclaringType: { } declaring }) yield return declaring;
            }
        }
    }
}
