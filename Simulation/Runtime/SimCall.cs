using System.Reflection;
using System.Runtime.ExceptionServices;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>A call on its way through the filters of a silo to its grain.</summary>
internal sealed class SimCall(SimMessage message, SimActivation activation, IInvokable request, IIncomingGrainCallFilter[] filters) : IIncomingGrainCallContext
{
    private int _stage;

    public IInvokable Request => request;

    public object Grain => activation.GrainInstance!;

    public GrainId? SourceId => message.Sender.IsDefault ? null : message.Sender;

    public GrainId TargetId => activation.GrainId;

    public IGrainContext TargetContext => activation;

    public GrainInterfaceType InterfaceType => message.Interface;

    public string InterfaceName => request.GetInterfaceName();

    public string MethodName => request.GetMethodName();

    public MethodInfo InterfaceMethod => request.GetMethod();

    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = Grain.GetType().GetInterfaceMap(request.GetInterfaceType());
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, request.GetMethod())];
        }
    }

    public Response? Response { get; set; }

    public object? Result
    {
        get => Response is { Exception: null } response ? response.Result : null;
        set => Response = Response.FromResult(value);
    }

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
                Response = SimTypes.Copier.Copy(Response);
            }
        }
        finally
        {
            _stage--;
        }
    }
}
