using Microsoft.Extensions.DependencyInjection;
using Orleans.CodeGeneration;
using Orleans.Metadata;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Invocation;

namespace OrleansMicro.Tests.Engine.Internals.Serialization;

/// <summary>Carries out calls on one object, in process or by way of bytes.</summary>
internal sealed class FakeRuntime(object target, bool asBytes) : IGrainReferenceRuntime
{
    private static readonly SerializerContext Context = new(new ServiceCollection().BuildServiceProvider());

    public RequestBase? Last { get; private set; }

    /// <summary>The request on the other side, when it goes as bytes.</summary>
    public RequestBase? Received { get; private set; }

    public T Reference<T>(string key)
    {
        var info = EngineManifest.Current.GetInterface(typeof(T));
        var shared = new GrainReferenceShared(GrainType.Create("calls"), info.InterfaceType, info.Version, this, InvokeMethodOptions.None);
        return (T)(object)info.CreateReference(shared, IdSpan.Create(key));
    }

    public void Invoke(GrainReference reference, RequestBase request)
    {
        Last = request;
        _ = asBytes ? InvokeAsBytes(request) : request.InvokeAndComplete(target).AsTask();
    }

    public object Cast(IAddressable grain, Type interfaceType) => throw new NotSupportedException();

    private async Task InvokeAsBytes(RequestBase request)
    {
        Received = Read(Write(request));
        Received.Bind(target);
        var response = await Received.Invoke();
        request.Complete(ReadResponse(request, WriteResponse(Received, response)));
    }

    private static byte[] Write(RequestBase request)
    {
        var writer = new MessageWriter();
        RequestFormat.Write(ref writer, request);
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    private static RequestBase Read(byte[] bytes)
    {
        var reader = new MessageReader(bytes, Context);
        var request = RequestFormat.Read(ref reader);
        reader.Dispose();
        return request;
    }

    private static byte[] WriteResponse(RequestBase request, Response response)
    {
        var writer = new MessageWriter();
        request.WriteResponse(ref writer, response);
        var bytes = writer.ToArray();
        writer.Dispose();
        return bytes;
    }

    private static Response ReadResponse(RequestBase request, byte[] bytes)
    {
        var reader = new MessageReader(bytes, Context);
        var response = request.ReadResponse(ref reader);
        reader.Dispose();
        return response;
    }
}
