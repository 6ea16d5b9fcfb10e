using System.ComponentModel;
using Orleans.CodeGeneration;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call of a method that returns nothing; it is one-way.</summary>
public abstract class VoidRequest : RequestBase
{
    /// <summary>Called by generated code.</summary>
    protected VoidRequest(InvokeMethodOptions options)
        : base(options | InvokeMethodOptions.OneWay)
    {
    }

    /// <summary>Sends the call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Send(GrainReference reference) => reference.Runtime.Invoke(reference, this);

    /// <inheritdoc/>
    public sealed override ValueTask<Response> Invoke()
    {
        try
        {
            InvokeInner();
            return new(Response.Completed);
        }
        catch (Exception exception)
        {
            return new(Response.FromException(exception));
        }
    }

    internal sealed override ValueTask InvokeAndComplete(object target)
    {
        Bind(target);
        return Run();

        ValueTask Run()
        {
            try
            {
                InvokeInner();
                return default;
            }
            catch (Exception exception)
            {
                // One-way: there is no caller left to tell; the runtime logs what comes out of here.
                return ValueTask.FromException(exception);
            }
        }
    }

    internal sealed override bool Complete(Response response) => false;

    internal sealed override bool Fail(Exception exception) => false;

    internal sealed override void WriteResponse(ref MessageWriter writer, Response response)
        => ResponseFormat.Write(ref writer, response);

    internal sealed override Response ReadResponse(ref MessageReader reader) => ResponseFormat.Read(ref reader);

    /// <summary>Calls the method.</summary>
    protected abstract void InvokeInner();
}
