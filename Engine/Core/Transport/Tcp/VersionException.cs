namespace Orleans.Runtime.Tcp;

/// <summary>A peer speaks no version of the protocol that is spoken here.</summary>
/// <param name="message">Which versions it speaks.</param>
internal sealed class VersionException(string message) : IOException(message);
