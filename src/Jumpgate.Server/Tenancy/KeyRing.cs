using System.Xml.Linq;
using Jumpgate.Server.Data;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Tenancy;

/// <summary>
/// Keeps the Data Protection ring in the database, so that every server of the install reads what another sealed. The
/// framework's interface is synchronous; it is called at start and once in a key's life.
/// </summary>
internal sealed class KeyRing(Store store, WriteQueue queue) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        return ReadAsync().GetAwaiter().GetResult();

        async Task<IReadOnlyCollection<XElement>> ReadAsync()
        {
            await using var read = await store.ReadAsync(default);
            return await read.Sql.QueryAsync("select xml from protection_key where @tenant = 0", row => XElement.Parse(row.GetString(0)));
        }
    }

    public void StoreElement(XElement element, string friendlyName) =>
        queue.WriteAsync(default, WritePriority.Interactive, scope => scope.Sql.ExecuteAsync(
            "insert into protection_key (name, xml) select @name, @xml where @tenant = 0",
            default, ("name", friendlyName), ("xml", element.ToString(SaveOptions.DisableFormatting)))).GetAwaiter().GetResult();
}

internal sealed class KeyRingOptions(IServiceProvider services) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        options.XmlRepository = ActivatorUtilities.CreateInstance<KeyRing>(services);
        options.XmlEncryptor = new MasterKeyXmlEncryptor(services.GetRequiredService<MasterKey>());
    }
}
