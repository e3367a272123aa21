using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Jumpgate.Server.Data;

public static class DataFeature
{
    /// <summary>The store, its queue, and <see cref="JumpgateDb"/> for the scope's <see cref="CurrentTenant"/>.</summary>
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StoreOptions>().Bind(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new Store(provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<StoreOptions>>()));
        services.AddSingleton<ChangeSignal>();
        services.AddSingleton<WriteQueue>();
        services.AddSingleton<Epoch>();
        services.AddScoped<CurrentTenant>();
        services.AddScoped(provider => provider.GetRequiredService<Store>().Db(provider.GetRequiredService<CurrentTenant>()));
        return services;
    }
}
