using System.Reflection;
using System.Runtime.ExceptionServices;
using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>A call on its way through the filters of a silo to its grain.</summary>
internal sealed class SimCall(SimMessage message, SimActivation activation, IInvokable request, IIncomingGrainCallFilter[] filters)
    : IIncomingGrainCallContext
{
    private int _stage;

    /// <summary>The time that the call spent between processes.</summary>
    public TimeSpan TimeOnWire => message.TimeOnWire;

    /// <inheritdoc/>
    public IInvokable Request => request;

    /// <inheritdoc/>
    public object Grain => activation.GrainInstance!;

    /// <inheritdoc/>
    public GrainId? SourceId => message.Sender.IsDefault ? null : message.Sender;

    /// <inheritdoc/>
    public GrainId TargetId => activation.GrainId;

    /// <inheritdoc/>
    public IGrainContext TargetContext => activation;

    /// <inheritdoc/>
    public GrainInterfaceType InterfaceType => message.Interface;

    /// <inheritdoc/>
    public string InterfaceName => request.GetInterfaceName();

    /// <inheritdoc/>
    public string MethodName => request.GetMethodName();

    /// <inheritdoc/>
    public MethodInfo InterfaceMethod => request.GetMethod();

    /// <inheritdoc/>
    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = Grain.GetType().GetInterfaceMap(request.GetInterfaceType());
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, request.GetMethod())];
        }
    }

    /// <inheritdoc/>
    public Response? Response { get; set; }

    /// <inheritdoc/>
    public object? Result
    {
        get => Response is { Exception: null } response ? response.Result : null;
        set => Response = Response.FromResult(value);
    }

    /// <inheritdoc/>
    public async Task Invoke()
    {
        var stage = _stage++;
        try
        {
            if (stage < filters.Length)
            {
                await filters[stage].Invoke(this);
            }
            else if (stage == filters.Length && Grain is IIncomingGrainCallFilter own)
            {
                await own.Invoke(this);
            }
            else
            {
                Response = await request.Invoke();
                if (Response.Exception is { } exception)
                    ExceptionDispatchInfo.Throw(exception);
                Response = OrleansTypes.Copier.Copy(Response);
            }
        }
        finally
        {
            _stage--;
        }
    }
}
