using Orleans.Runtime;
using Orleans.Serialization.Buffers;

namespace Orleans.Serialization.Invocation;

/// <summary>Calls as bytes: which method, whether it can be cancelled, and the arguments.</summary>
internal static class RequestFormat
{
    /// <summary>Writes a call.</summary>
    public static void Write(ref MessageWriter writer, RequestBase request) => throw new NotImplementedException();

    /// <summary>Reads a call.</summary>
    /// <exception cref="SerializerException">The method is not known here or the arguments cannot be read.</exception>
    public static RequestBase Read(ref MessageReader reader) => throw new NotImplementedException();
}
