namespace Jumpgate.Server.Tenancy;

internal static partial class TenancyLog
{
    [LoggerMessage(1100, LogLevel.Warning, "The last use of keys or tokens could not be written; it will be tried again")]
    public static partial void UseNotWritten(ILogger log, Exception error);

    [LoggerMessage(1101, LogLevel.Warning, "Sign-in failed for {Email} from {Address}")]
    public static partial void SignInFailed(ILogger log, string email, string? address);

    [LoggerMessage(1102, LogLevel.Information, "{Email} signed in")]
    public static partial void SignedIn(ILogger log, string email);

    [LoggerMessage(1103, LogLevel.Information, "The account {Email} was made at first start")]
    public static partial void AccountMade(ILogger log, string email);
}
