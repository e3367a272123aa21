using Jumpgate.Ocsf.Writing;

namespace Jumpgate.Ocsf.Mappings;

/// <summary>A bind in the LDAP directory: in clear text when neither kind of TLS protects it.</summary>
internal static class LdapBind
{
    /// <summary>OCSF's number for LDAP; 1.1.0 has none.</summary>
    public const int Protocol = 12;

    public static void Decide(RecordDraft draft, ref Decision decision)
    {
        var tree = draft.Event;
        var (startTls, established) = (tree.Flag(tree.Find("start_tls"u8)), tree.Flag(tree.Find("tls_established"u8)));
        decision.Protocol = Protocol;
        if (startTls is null && established is null) return;
        decision.Cleartext = startTls != true && established != true;
        if (decision.Cleartext == true) decision.Raise(Severity.Medium);
    }
}
