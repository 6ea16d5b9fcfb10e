using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>Runs the filters of a call that has arrived: those of the silo, then the grain itself if it is one, then the method.</summary>
internal sealed class IncomingCallContext(Activation activation, RequestBase request, IIncomingGrainCallFilter[] filters)
    : GrainCallContext(request), IIncomingGrainCallContext
{
    private int _stage;

    /// <inheritdoc/>
    public override object Grain => activation.GrainInstance!;

    /// <inheritdoc/>
    public IGrainContext TargetContext => activation;

    /// <inheritdoc/>
    public MethodInfo ImplementationMethod => ImplementationMethods.Find(Grain.GetType(), InterfaceMethod);

    /// <summary>Runs everything and returns the outcome.</summary>
    public async Task<Response> Run()
    {
        try
        {
            await Invoke();
        }
        catch (Exception exception)
        {
            return Response.FromException(exception);
        }

        return Outcome();
    }

    /// <inheritdoc/>
    public override async Task Invoke()
    {
        // The stage goes back afterwards, so that a filter may invoke the rest more than once.
        var stage = _stage++;
        try
        {
            if (stage < filters.Length)
            {
                await filters[stage].Invoke(this);
            }
            else if (stage == filters.Length && Grain is IIncomingGrainCallFilter grain)
            {
                await grain.Invoke(this);
            }
            else
            {
                Call.SetTarget(activation);
                Response = await Call.Invoke();
                ThrowIfFailed();
            }
        }
        finally
        {
            _stage = stage;
        }
    }
}
