using System.Globalization;
using System.Text.Json;

namespace Jumpgate.Emulator.Insights.History;

/// <summary>Writes one generated event: the common keys itself, the rest by its scene.</summary>
internal sealed class EventDraft(Utf8JsonWriter json, HistorySubjects subjects, InsightsOptions options, Scene scene, long milliseconds, Dice dice)
{
    private Dice _dice = dice;
    private bool _inPortal;

    public Utf8JsonWriter Json => json;

    public HistorySubjects Subjects => subjects;

    public InsightsOptions Options => options;

    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public int Below(int limit) => _dice.Below(limit);

    public bool Chance(int percent) => _dice.Chance(percent);

    public T Pick<T>(params ReadOnlySpan<T> from) => _dice.Pick(from);

    /// <summary>Null or empty, by service; events of the portal have said theirs already.</summary>
    public void Provider(string? text)
    {
        if (!_inPortal)
            json.WriteString("provider", text);
    }

    /// <summary>The id of a thing that stands in no list.</summary>
    public string SomeId() => $"{Below(int.MaxValue):x8}00000000{Below(int.MaxValue):x8}";

    /// <summary>Some people sign in more often than others: the lower half of a square.</summary>
    public int SomeUser() => Math.Min(_dice.Below(subjects.Users), _dice.Below(subjects.Users));

    /// <summary>24 hexadecimal digits that begin with the second; RADIUS has upper-case UUIDs.</summary>
    public static string Id(Scene scene, long milliseconds, ulong id) =>
        scene.Service == "radius" ? UpperUuid(id) : string.Create(CultureInfo.InvariantCulture, $"{(uint)(milliseconds / 1000):x8}{id:x16}");

    public void Write(ulong id, EventTwist twist)
    {
        json.WriteStartObject();
        json.WriteString("service", twist.Service ?? scene.Service);
        json.WriteString("event_type", scene.Type);
        json.WriteString("id", Id(scene, milliseconds, id));
        json.WriteString("timestamp", Timestamp(scene, milliseconds, id));
        _inPortal = twist.InPortal || scene.InPortal;
        if (_inPortal)
        {
            json.WriteNull("organization");
            json.WriteString("provider", subjects.Provider);
        }
        else
        {
            json.WriteString("organization", subjects.Organization);
        }

        json.WriteString("@version", "1");
        scene.Tell(this);
        json.WriteEndObject();
    }

    /// <summary>The address, place and browser of whoever acts; the same person has the same ones nearly always.</summary>
    public void From(ulong who, bool browser = true)
    {
        var elsewhere = Chance(3);
        var home = Dice.Hash(0xC0FFEE, elsewhere ? who + (ulong)Below(1000) + 1 : who);
        json.WriteString("client_ip", Address(home));

        var spot = Surroundings.Spots[(int)(home % (ulong)Surroundings.Spots.Length)];
        json.WriteStartObject("geoip");
        json.WriteString("country_code", spot.Country);
        json.WriteString("continent_code", spot.Continent);
        json.WriteString("region_code", spot.RegionCode);
        json.WriteString("region_name", spot.Region);
        json.WriteString("timezone", spot.Timezone);
        json.WriteNumber("latitude", spot.Latitude);
        json.WriteNumber("longitude", spot.Longitude);
        json.WriteEndObject();
        if (browser)
            Browser(Surroundings.Browsers[(int)((home >> 8) % (ulong)Surroundings.Browsers.Length)]);
    }

    public void By(string type, Person person, bool email = false)
    {
        json.WriteStartObject("initiated_by");
        json.WriteString("type", type);
        json.WriteString("id", person.Id);
        if (email)
            json.WriteString("email", person.Email);
        else
            json.WriteString("username", person.Username);
        json.WriteEndObject();
    }

    public void ByName(string username)
    {
        json.WriteStartObject("initiated_by");
        json.WriteString("type", "user");
        json.WriteString("username", username);
        json.WriteEndObject();
    }

    public void Resource(string type, string id, string nameField, string name)
    {
        json.WriteStartObject("resource");
        json.WriteString("type", type);
        json.WriteString("id", id);
        json.WriteString(nameField, name);
        json.WriteEndObject();
    }

    public void Change(params ReadOnlySpan<(string Field, string? From, string? To)> changes)
    {
        json.WriteStartArray("changes");
        foreach (var (field, from, to) in changes)
        {
            json.WriteStartObject();
            json.WriteString("field", field);
            if (from is not null)
                json.WriteString("from", from);
            if (to is not null)
                json.WriteString("to", to);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public void Machine(Machine machine, bool system = true)
    {
        json.WriteStartObject(system ? "system" : "resource");
        json.WriteString("id", machine.Id);
        json.WriteString("hostname", machine.Hostname);
        json.WriteString("displayName", machine.DisplayName);
        if (!system)
            json.WriteString("type", "system");
        json.WriteEndObject();
    }

    private void Browser(Browser browser)
    {
        json.WriteStartObject("useragent");
        json.WriteString("name", browser.Name);
        json.WriteString("version", browser.Major + ".0.0.0");
        json.WriteString("major", browser.Major);
        json.WriteString("minor", "0");
        json.WriteString("patch", "0");
        json.WriteString("os", browser.Os);
        json.WriteString("os_name", browser.Os);
        var version = string.Join('.', new[] { browser.OsMajor, browser.OsMinor, browser.OsPatch }.Where(part => part.Length > 0));
        json.WriteString("os_full", $"{browser.Os} {version}".TrimEnd());
        if (version.Length > 0)
        {
            json.WriteString("os_version", version);
            json.WriteString("os_major", browser.OsMajor);
            json.WriteString("os_minor", browser.OsMinor);
        }
        if (browser.OsPatch.Length > 0)
            json.WriteString("os_patch", browser.OsPatch);
        json.WriteString("device", browser.Device);
        json.WriteEndObject();
    }

    public static string Timestamp(Scene scene, long milliseconds, ulong id)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return scene.Precision switch
        {
            TimePrecision.Second => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            TimePrecision.Millisecond => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            _ => string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd'T'HH:mm:ss.fff}{id % 1_000_000:000000}Z"),
        };
    }

    private static string UpperUuid(ulong id)
    {
        var rest = Dice.Hash(id, 1);
        return string.Create(CultureInfo.InvariantCulture, $"{id >> 32:X8}-{(id >> 16) & 0xFFFF:X4}-3{id & 0xFFF:X3}-{0x8000 | (rest >> 50 & 0x3FFF):X4}-{rest & 0xFFFFFFFFFFFF:X12}");
    }

    /// <summary>Addresses of the three documentation networks (RFC 5737).</summary>
    private static string Address(ulong home) => (home % 3) switch
    {
        0 => $"192.0.2.{1 + (home >> 16) % 254}",
        1 => $"198.51.100.{1 + (home >> 16) % 254}",
        _ => $"203.0.113.{1 + (home >> 16) % 254}",
    };
}
