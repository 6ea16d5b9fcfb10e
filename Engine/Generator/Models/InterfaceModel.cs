namespace OrleansMicro.Engine.Generator.Models;

/// <summary>A grain interface.</summary>
/// <param name="Name">Where the reference class is named after.</param>
/// <param name="Type">Its name in code.</param>
/// <param name="Methods">Its own methods and the inherited ones.</param>
internal sealed record InterfaceModel(GeneratedName Name, TypeName Type, EquatableArray<MethodModel> Methods);

/// <summary>A method of a grain interface.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RequestName">The name of the request class, unique within the reference class.</param>
/// <param name="WireName">What it is called in messages.</param>
/// <param name="DeclaringInterface">The interface that declares it.</param>
/// <param name="Return">What kind of task it returns.</param>
/// <param name="ReturnType">What it returns, as code.</param>
/// <param name="ResultType">The type of the result; empty if there is none.</param>
/// <param name="ResultIsImmutable">The result need not be copied.</param>
/// <param name="Options">Code for its <c>InvokeMethodOptions</c>.</param>
/// <param name="ResponseTimeout">From the attribute, as text.</param>
/// <param name="TypeParameters">Its own type parameters.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record MethodModel(
    string Name,
    string RequestName,
    string WireName,
    string DeclaringInterface,
    ReturnKind Return,
    string ReturnType,
    string ResultType,
    bool ResultIsImmutable,
    string Options,
    string? ResponseTimeout,
    TypeParameterList TypeParameters,
    EquatableArray<ParameterModel> Parameters);

/// <summary>A parameter of a grain method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its type; shallow if the parameter is marked immutable.</param>
/// <param name="IsCancellationToken">It is not sent as a value but cancels across the call.</param>
internal sealed record ParameterModel(string Name, ValueModel Value, bool IsCancellationToken);

internal enum ReturnKind
{
    Void,
    Task,
    TaskOfResult,
    ValueTask,
    ValueTaskOfResult,
}
