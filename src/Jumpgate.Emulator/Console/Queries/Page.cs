using System.Globalization;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.Knobs;

namespace Jumpgate.Emulator.Console.Queries;

/// <summary>The stretch of a list that is asked for, after the paging faults have had their say.</summary>
internal readonly record struct Page(int Skip, int Limit)
{
    public const int Default = 10, Most = 100;

    public static (Page Page, Answer? Refusal) Of(Call call, int most = Most)
        => Of(call, Number(call.Query("limit")), Number(call.Query("skip")), most);

    public static (Page Page, Answer? Refusal) Of(Call call, int? limit, int? skip, int most = Most)
    {
        if (limit > most && call.Installation.Switches.RefuseLargePages)
            return (default, Answer.Invalid($"limit must not be greater than {most}"));
        return (new Page(Math.Max(0, skip ?? 0), limit is > 0 ? Math.Min(limit.Value, most) : Default), null);
    }

    /// <summary>What a fault makes of page and total; the total returned is the one that is told.</summary>
    public (Page Page, int Told) Spoil(Fault? fault, int total) => fault?.Kind switch
    {
        FaultKind.Repeat => (this with { Skip = Math.Max(0, Skip - Limit) }, total),
        FaultKind.Endless => (this with { Skip = total == 0 ? 0 : Skip % total }, Skip + (2 * Limit)),
        FaultKind.Lie => (this, total + Limit + 1),
        FaultKind.Twice when Skip > 0 => (new Page(Skip - 1, Limit + 1), total),
        FaultKind.Empty => (this with { Skip = total }, 0),
        _ => (this, total),
    };

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
