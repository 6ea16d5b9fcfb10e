using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.TypeSystem;

namespace Orleans.Serialization.Invocation;

/// <summary>Calls as bytes: which method, whether it can be cancelled, and the arguments.</summary>
internal static class RequestFormat
{
    private const byte Cancellable = 1;
    private const byte Generic = 2;

    /// <summary>Writes a call.</summary>
    public static void Write(ref MessageWriter writer, RequestBase request)
    {
        var flags = request.CallerToken.CanBeCanceled ? Cancellable : (byte)0;
        var id = request.Descriptor.Id;
        if (id != 0)
        {
            writer.WriteByte(flags);
            writer.WriteFixed64(id);
        }
        else
        {
            WriteGeneric(ref writer, request, flags);
        }

        request.WriteArguments(ref writer);
    }

    /// <summary>Reads a call.</summary>
    /// <exception cref="SerializerException">The method is not known here or the arguments cannot be read.</exception>
    public static RequestBase Read(ref MessageReader reader)
    {
        var flags = reader.ReadByte();
        var id = reader.ReadFixed64();
        var manifest = EngineManifest.Current;
        var method = (flags & Generic) == 0 ? manifest.FindMethod(id) : manifest.FindMethod(id, ReadTypeArguments(ref reader));
        if (method is null)
        {
            throw new SerializerException($"A method with the id {id:x} is not known here.");
        }

        var request = method.CreateRequest();
        if ((flags & Cancellable) != 0)
        {
            request.AcceptCancellation();
        }

        request.ReadArguments(ref reader);
        return request;
    }

    private static void WriteGeneric(ref MessageWriter writer, RequestBase request, byte flags)
    {
        var (id, typeArguments) = EngineManifest.Current.Methods.Describe(request);
        writer.WriteByte((byte)(flags | Generic));
        writer.WriteFixed64(id);
        writer.WriteVarUInt32((uint)typeArguments.Length);
        foreach (var argument in typeArguments)
        {
            writer.WriteText(TypeNames.GetName(argument));
        }
    }

    private static Type[] ReadTypeArguments(ref MessageReader reader)
    {
        var arguments = new Type[reader.ReadCount()];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = TypeNames.Resolve(reader.ReadText());
        }

        return arguments;
    }
}
