using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>Runs the filters of a call that goes out, then sends it.</summary>
internal sealed class OutgoingCallContext(
    GrainReference reference, RequestBase request, IOutgoingGrainCallFilter[] filters, Action<GrainReference, RequestBase> send)
    : GrainCallContext(request), IOutgoingGrainCallContext
{
    private int _stage;

    /// <inheritdoc/>
    public override object Grain => reference;

    /// <inheritdoc/>
    public IGrainContext? SourceContext => Call.Sender;

    /// <summary>Runs everything and completes the caller.</summary>
    public async Task Run()
    {
        Response response;
        try
        {
            await Invoke();
            response = Outcome();
        }
        catch (Exception exception)
        {
            response = Response.FromException(exception);
        }

        Call.Complete(response);
    }

    /// <inheritdoc/>
    public override async Task Invoke()
    {
        var stage = _stage++;
        try
        {
            if (stage < filters.Length)
            {
                await filters[stage].Invoke(this);
                return;
            }

            Response = await Send();
            ThrowIfFailed();
        }
        finally
        {
            _stage = stage;
        }
    }

    private Task<Response> Send()
    {
        if (Call.IsOneWay)
        {
            send(reference, Call);
            return Task.FromResult(Response.Completed);
        }

        var sink = new TaskCompletionSource<Response>(Continuations.Mode);
        Call.Sink = sink;
        send(reference, Call);
        return sink.Task;
    }
}
