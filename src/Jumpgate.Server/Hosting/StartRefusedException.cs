namespace Jumpgate.Server.Hosting;

/// <summary>The server does not start, for a reason its operator can mend; the message says which.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
