using System.Buffers;
using System.Globalization;
using System.Text;
using Jumpgate.Emulator.Insights.History;

namespace Jumpgate.Emulator.Insights.Live;

/// <summary>
/// Events no reader counts on. All can be told apart: by their id, or where the shape has none by the same text elsewhere in them (<c>correlation.id</c>, or the
/// event itself).
/// </summary>
internal static class OddEvents
{
    /// <summary>Levels of nesting; readers often stop at 64 or 128.</summary>
    private const int Depth = 200;
    private const int HugeBytes = 5_000_000;

    /// <summary>Five megabytes are rare among the odd.</summary>
    private const int Rarity = 40;

    private static readonly OddShape[] All = Enum.GetValues<OddShape>();

    public static OddShape Pick(IReadOnlyList<OddShape> from, ulong chance)
    {
        from = from.Count == 0 ? All : from;
        var shape = from[(int)(chance % (ulong)from.Count)];
        return shape == OddShape.Huge && from.Count > 1 && chance / (ulong)from.Count % Rarity != 0 ? from.First(other => other != OddShape.Huge) : shape;
    }

    public static void Write(OddShape shape, Scene scene, long milliseconds, ulong number, string organization, IBufferWriter<byte> output)
    {
        var id = EventDraft.Id(scene, milliseconds, number);
        if (shape == OddShape.NotObject)
        {
            output.Write(Encoding.UTF8.GetBytes($"\"{id}\""));
            return;
        }

        var text = new StringBuilder(512);
        text.Append('{');
        Field("service", Text(scene.Service));
        if (shape != OddShape.NoType)
            Field("event_type", Text(scene.Type));
        Field(shape == OddShape.NoId ? "correlation" : "id", shape == OddShape.NoId ? $$"""{"id":"{{id}}"}""" : $"\"{id}\"", always: true);
        if (shape == OddShape.TextNumbers)
            Field("timestamp", milliseconds.ToString(CultureInfo.InvariantCulture));
        else if (shape != OddShape.NoTimestamp)
            Field("timestamp", Text(EventDraft.Timestamp(scene, milliseconds, number)));
        Field("organization", Text(organization));
        Field("@version", shape == OddShape.TextNumbers ? "1" : Text("1"));
        Field("initiated_by", """{"type":"admin","id":"66e0e4946b3bf01b1ccf2909"}""");
        Field("success", shape == OddShape.TextNumbers ? Text("true") : "true");
        Field("client_ip", shape == OddShape.TextNumbers ? "3405803789" : Text("203.0.113.13"));
        Field("geoip", shape == OddShape.TextNumbers ? """{"latitude":"48.83","longitude":"2.4","country_code":33}""" : """{"latitude":48.83,"longitude":2.4,"country_code":"FR"}""");
        Field("mfa", shape == OddShape.TextNumbers ? Text("false") : "false");
        switch (shape)
        {
            case OddShape.Deep:
                Field("changes", new string('[', Depth) + new string(']', Depth));
                break;
            case OddShape.Controls:
                Field("message", "\"nul \\u0000 half \\ud800 lines \u2028\u2029\"");
                break;
            default:
                Field("message", Text("odd"));
                break;
        }

        if (shape is not (OddShape.Huge or OddShape.BadUtf8))
        {
            output.Write(Encoding.UTF8.GetBytes(text.Append('}').ToString()));
            return;
        }

        output.Write(Encoding.UTF8.GetBytes(text.Append(",\"detail\":\"").ToString()));
        if (shape == OddShape.BadUtf8)
            output.Write((ReadOnlySpan<byte>)[(byte)'x', 0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80, (byte)'y']);
        else
            output.Write(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, HugeBytes / 8).Select(i => (number + (ulong)i).ToString("x16", CultureInfo.InvariantCulture)[8..]))));
        output.Write("\"}"u8);

        void Field(string name, string value, bool always = false) =>
            text.Append(text.Length > 1 ? "," : "").Append('"').Append(name).Append("\":").Append(shape == OddShape.Nulls && !always ? "null" : value);

        static string Text(string value) => $"\"{value}\"";
    }
}
