namespace OrleansMicro.Simulation.Mutations;

/// <summary>Replaces what a grain does when one of its methods is called.</summary>
internal sealed class CallBug(string method, Func<IIncomingGrainCallContext, Task> act) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) => $"{context.InterfaceMethod.DeclaringType!.Name}.{context.MethodName}" == method
        ? act(context)
        : context.Invoke();
}
