using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jumpgate.Emulator.Insights;

internal static class EventJson
{
    /// <summary>Characters beyond ASCII are sent as they are, as JumpCloud's Go services do.</summary>
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
