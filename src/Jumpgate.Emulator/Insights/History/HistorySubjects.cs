namespace Jumpgate.Emulator.Insights.History;

/// <summary>The people and things a generated past is about, found by their number. All functions must be pure.</summary>
public sealed record HistorySubjects
{
    public required string Organization { get; init; }

    /// <summary>The provider of the multi-tenant portal, for events that belong to no organization.</summary>
    public string Provider { get; init; } = "";

    public required int Users { get; init; }

    public required Func<int, Person> User { get; init; }

    public required int Admins { get; init; }

    public required Func<int, Person> Admin { get; init; }

    public required int Groups { get; init; }

    public required Func<int, Named> Group { get; init; }

    public required int Applications { get; init; }

    public required Func<int, SignInTarget> Application { get; init; }

    public required int Devices { get; init; }

    public required Func<int, Machine> Device { get; init; }
}

public readonly record struct Person(string Id, string Username, string Email);

public readonly record struct Named(string Id, string Name);

public readonly record struct SignInTarget(string Id, string Name, string DisplayLabel, string SsoType, string SsoUrl);

/// <param name="Owner">The number of the user who works at it.</param>
public readonly record struct Machine(string Id, string Hostname, string DisplayName, string Os, string Version, int Owner);
