using System.Text;
using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call to a grain.</summary>
public interface IRequest : IInvokable
{
    /// <summary>How the call is sent and scheduled.</summary>
    InvokeMethodOptions Options { get; }

    /// <summary>Adds to the options.</summary>
    void AddInvokeMethodOptions(InvokeMethodOptions options);

    /// <summary>Describes the call by the types of its parameters.</summary>
    static string ToString(IRequest request)
    {
        var target = request.GetTarget() is { } found ? $"[({request.GetInterfaceName()}){found}]" : "";
        var parameters = request.GetMethod().GetParameters().Select(parameter => parameter.ParameterType.ToString());
        return $"{request.GetInterfaceName()}{target}.{request.GetMethodName()}({string.Join(", ", parameters)})";
    }

    /// <summary>Describes the call by its arguments.</summary>
    static string ToMethodCallString(IRequest request)
    {
        var result = new StringBuilder(request.GetInterfaceName()).Append('.').Append(request.GetMethodName()).Append('(');
        for (var i = 0; i < request.GetArgumentCount(); i++)
        {
            result.Append(i > 0 ? ", " : "").Append(request.GetArgument(i));
        }

        return result.Append(')').ToString();
    }
}
