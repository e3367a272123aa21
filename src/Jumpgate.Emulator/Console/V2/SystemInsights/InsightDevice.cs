using System.Globalization;
using Jumpgate.Emulator.State;
using Jumpgate.Emulator.Worlds;

namespace Jumpgate.Emulator.Console.V2.SystemInsights;

/// <summary>What the tables ask of one device. Everything is a pure function of the world, so that the same device tells the same again.</summary>
internal sealed class InsightDevice(Organization organization, int index)
{
    private const int Salt = 960;

    private readonly Devices _devices = organization.World.Devices;

    public int Index => index;

    public Platform Platform { get; } = organization.World.Devices.PlatformOf(index);

    public bool IsMac => Platform == Platform.Mac;

    public bool IsWindows => Platform == Platform.Windows;

    public string Id => organization.Systems.Id(index);

    public string Serial => _devices.Serial(index);

    public string Name => _devices.DisplayName(index);

    public string Host => Name.ToLowerInvariant() + ".local";

    /// <summary>The account of the person the device belongs to.</summary>
    public string Account => _devices.Owner(index) is { } owner ? organization.World.People.Username(owner) : "localuser";

    public string Home => IsWindows ? $@"C:\Users\{Account}" : IsMac ? $"/Users/{Account}" : $"/home/{Account}";

    /// <summary>Whether the disk is encrypted, as the device itself has it.</summary>
    public bool IsEncrypted => !IsWindows || index % 3 != 0;

    public string Address => $"10.{index >> 16 & 255}.{index >> 8 & 255}.{index & 255}";

    public string Mac => $"02:00:00:{index >> 16 & 255:x2}:{index >> 8 & 255:x2}:{index & 255:x2}";

    /// <summary>Start of the collection, in seconds.</summary>
    public long Seconds => organization.Today / 1000;

    public string Collected => JsonWriting.Iso(DateTimeOffset.FromUnixTimeMilliseconds(organization.Today + (organization.Generation * 600_000L)));

    public int Below(int bound, int what) => organization.World.Noise.Below(bound, Salt + what, index);

    public string Uuid(int what)
    {
        var (a, b) = (organization.World.Noise.At(Salt + 20 + what, index), organization.World.Noise.At(Salt + 40 + what, index));
        return string.Create(CultureInfo.InvariantCulture, $"{(uint)a:X8}-{(ushort)(a >> 32):X4}-4{(a >> 52) & 0xFFF:X3}-8{b & 0xFFF:X3}-{b >> 16:X12}");
    }
}
