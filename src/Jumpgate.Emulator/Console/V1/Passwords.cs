using System.Text.Json.Nodes;
using Jumpgate.Emulator.Hosting;
using Jumpgate.Emulator.State;

namespace Jumpgate.Emulator.Console.V1;

/// <summary>Checks a new password against the organization's policy. Details are told only to callers that ask for them.</summary>
internal static class Passwords
{
    public static Answer? Refuse(Call call, JsonObject wanted)
    {
        if ((string?)wanted["password"] is not { } password || Violation(call.Organization, password) is not { } violation)
            return null;
        if (call.Query("fullValidationDetails") != "password")
            return Answer.Invalid("Password validation fail");
        return Answer.Json(400, new JsonObject
        {
            ["code"] = 400,
            ["message"] = "Password validation fail",
            ["status"] = "INVALID_ARGUMENT",
            ["details"] = new JsonArray(new JsonObject
            {
                ["fieldViolationsList"] = new JsonArray(new JsonObject { ["field"] = "password", ["description"] = violation }),
                ["@type"] = "type.googleapis.com/google.rpc.BadRequest",
            }),
        });
    }

    private static string? Violation(Organization organization, string password)
    {
        var policy = organization.Settings.Document["settings"]!["passwordPolicy"]!;
        return password.Length < ((int?)policy["minLength"] ?? 8) ? "length"
            : On("needsUppercase") && !password.Any(char.IsUpper) ? "uppercase"
            : On("needsLowercase") && !password.Any(char.IsLower) ? "lowercase"
            : On("needsNumeric") && !password.Any(char.IsDigit) ? "numeric"
            : On("needsSymbolic") && password.All(char.IsLetterOrDigit) ? "specialCharacter"
            : null;

        bool On(string name) => (bool?)policy[name] == true;
    }
}
