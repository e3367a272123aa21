using System.Globalization;

namespace Jumpgate.Emulator.Worlds;

/// <summary>From a user name or employee number back to the index it was made from.</summary>
internal sealed class NameLookup
{
    private static readonly Dictionary<string, int> Given = Names.Given.Select((n, i) => (n.Latin, i)).ToDictionary(p => p.Latin, p => p.i);

    private static readonly Dictionary<string, int> Family = Names.Family.Select((n, i) => (n.Latin, i)).ToDictionary(p => p.Latin, p => p.i);

    private readonly long _combinations;
    private readonly long _back;
    private readonly long _start;

    public NameLookup(long combinations, long step, long start)
    {
        (_combinations, _start) = (combinations, start);
        _back = (long)System.Numerics.BigInteger.ModPow(step, Totient(combinations) - 1, combinations);
    }

    public int? ByUsername(string username)
    {
        var digits = username.Length;
        while (digits > 0 && char.IsAsciiDigit(username[digits - 1]))
            digits--;
        var round = 0L;
        if (digits < username.Length && (!long.TryParse(username.AsSpan(digits), NumberStyles.None, CultureInfo.InvariantCulture, out round) || round < 2 || username[digits] == '0'))
            return null;
        var dot = username.IndexOf('.');
        if (dot < 0 || !Given.TryGetValue(username[..dot], out var given) || !Family.TryGetValue(username[(dot + 1)..digits], out var family))
            return null;
        var combination = given + ((long)family * Names.Given.Length);
        var index = (long)((System.Int128)((combination - _start + _combinations) % _combinations) * _back % _combinations) + ((round == 0 ? 0 : round - 1) * _combinations);
        return index <= int.MaxValue ? (int)index : null;
    }

    public static int? ByEmployee(string number)
        => number.StartsWith("E-", StringComparison.Ordinal) && int.TryParse(number.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 100_000
            ? n - 100_001
            : null;

    private static long Totient(long n)
    {
        var result = n;
        for (var p = 2L; p * p <= n; p++)
        {
            if (n % p != 0)
                continue;
            while (n % p == 0)
                n /= p;
            result -= result / p;
        }

        return n > 1 ? result - (result / n) : result;
    }
}
