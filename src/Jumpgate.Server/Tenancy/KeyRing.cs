using System.Xml.Linq;
using Jumpgate.Server.Data;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Jumpgate.Server.Tenancy;

/// <summary>Keeps the Data Protection ring in the database, so that every server of the install reads what another sealed.</summary>
internal sealed class KeyRing(Store store, WriteQueue queue) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = store.Db(new CurrentTenant());
        return [.. db.ProtectionKeys.Select(row => row.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    // The framework's interface is synchronous; it is called once in a key's life.
    public void StoreElement(XElement element, string friendlyName) =>
        queue.WriteAsync(default, WritePriority.Interactive, scope =>
        {
            scope.Db.Add(new ProtectionKeyRow { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
            return ValueTask.CompletedTask;
        }).GetAwaiter().GetResult();
}

internal sealed class KeyRingOptions(IServiceProvider services) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        options.XmlRepository = ActivatorUtilities.CreateInstance<KeyRing>(services);
        options.XmlEncryptor = new MasterKeyXmlEncryptor(services.GetRequiredService<MasterKey>());
    }
}
