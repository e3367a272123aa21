using Jumpgate.Emulator;

namespace Jumpgate.JumpCloud.Tests.Emulated;

/// <summary>Clients of an emulator running in this process.</summary>
internal static class EmulatorClients
{
    public static Task<RunningEmulator> SmallWorldAsync(EmulatorOptions? options = null, TimeProvider? time = null) =>
        RunningEmulator.StartAsync((options ?? new EmulatorOptions()) with { Users = 230, Groups = 12, Admins = 12, Devices = 20, Applications = 12, Roles = 2 }, time);

    public static JumpCloudClient Client(
        this RunningEmulator emulator,
        bool serviceAccount = false,
        string? organizationId = null,
        Credential? credential = null,
        JumpCloudOptions? options = null,
        RateGovernor? governor = null,
        TimeProvider? time = null) => new(
            new JumpCloudConnection(
                Regions.FromOrigin("emulator", new Uri(emulator.Url)),
                credential ?? (serviceAccount
                    ? new ServiceAccountCredential(emulator.ClientId, new Secret(emulator.ClientSecret))
                    : new ApiKeyCredential(new Secret(emulator.ApiKey))),
                organizationId),
            governor ?? new RateGovernor(new RateGovernorOptions { ThrottlePause = TimeSpan.FromMilliseconds(5), MaxThrottlePause = TimeSpan.FromMilliseconds(50) }, time),
            time: time,
            options: options ?? new JumpCloudOptions
            {
                AttemptTimeout = TimeSpan.FromSeconds(20),
                RetryDelay = TimeSpan.FromMilliseconds(2),
                MaxRetryDelay = TimeSpan.FromMilliseconds(20),
            });

    public static async Task<List<T>> AllAsync<T>(this IAsyncEnumerable<T> source)
    {
        var all = new List<T>();
        await foreach (var item in source) all.Add(item);
        return all;
    }
}
