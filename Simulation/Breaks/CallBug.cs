namespace OrleansMicro.Simulation.Breaks;

/// <summary>Does something else than the grain would when one method is called.</summary>
internal sealed class CallBug(string method, Func<IIncomingGrainCallContext, Task> act) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) => $"{context.InterfaceMethod.DeclaringType!.Name}.{context.MethodName}" == method
        ? act(context)
        : context.Invoke();
}
