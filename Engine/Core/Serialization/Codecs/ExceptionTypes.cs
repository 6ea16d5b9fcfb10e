using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Serialization.Codecs;

/// <summary>Takes exceptions apart and makes them again.</summary>
internal static class ExceptionTypes
{
    private const BindingFlags AnyConstructor = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<string, Type?> Types = new();

    /// <summary>Full name and assembly, or what an exception was called that could not be made here either.</summary>
    public static string GetName(Exception exception)
        => exception is UnavailableExceptionFallbackException { ExceptionType: { Length: > 0 } original }
            ? original
            : $"{exception.GetType().FullName}, {exception.GetType().Assembly.GetName().Name}";

    // These two add to the message what they keep in fields of their own.
    public static string? GetMessage(Exception exception)
        => exception is ArgumentException or AggregateException ? ExceptionFields.Message(exception) : exception.Message;

    public static Exception[] GetInner(Exception exception)
        => exception switch
        {
            AggregateException aggregate => [.. aggregate.InnerExceptions],
            { InnerException: { } inner } => [inner],
            _ => [],
        };

    /// <summary>The entries of <see cref="Exception.Data"/> whose keys are text, as text; null if there are none.</summary>
    public static Dictionary<string, string>? GetData(Exception exception)
    {
        Dictionary<string, string>? data = null;
        foreach (DictionaryEntry entry in exception.Data)
        {
            if (entry.Key is string key)
            {
                (data ??= [])[key] = entry.Value?.ToString() ?? "";
            }
        }

        return data;
    }

    public static Exception Create(in ExceptionParts parts)
    {
        var type = parts.TypeName is { } name ? Types.GetOrAdd(name, Find) : null;
        var inner = parts.Inner is { Length: > 0 } all ? all[0] : null;
        var exception = type is null ? new UnavailableExceptionFallbackException(parts.Message, inner) { ExceptionType = parts.TypeName ?? "" }
            : type == typeof(AggregateException) ? new AggregateException(parts.Message, parts.Inner ?? [])
            : Instantiate(type, parts.Message, inner);
        Restore(exception, parts, inner);
        return exception;
    }

    private static void Restore(Exception exception, in ExceptionParts parts, Exception? inner)
    {
        ExceptionFields.Message(exception) = parts.Message;
        ExceptionFields.InnerException(exception) = inner;
        exception.HResult = parts.HResult;
        ExceptionFields.SetStackTrace(exception, parts.StackTrace);
        if (exception is ArgumentException argument)
        {
            ExceptionFields.ParamName(argument) = parts.ParamName;
        }

        foreach (var (key, value) in parts.Data ?? [])
        {
            exception.Data[key] = value;
        }
    }

    /// <summary>Prefers constructors, so that the fields of derived classes are set up; what they do to the message is undone afterwards.</summary>
    private static Exception Instantiate(Type type, string? message, Exception? inner)
    {
        object?[][] candidates = [[message, inner], [message], []];
        Type[][] signatures = [[typeof(string), typeof(Exception)], [typeof(string)], []];
        for (var i = 0; i < candidates.Length; i++)
        {
            if (type.GetConstructor(AnyConstructor, signatures[i]) is { } constructor)
            {
                return (Exception)constructor.Invoke(candidates[i]);
            }
        }

        return (Exception)RuntimeHelpers.GetUninitializedObject(type);
    }

    /// <summary>Looks among the loaded assemblies only: a message must not make this process load one.</summary>
    private static Type? Find(string name)
    {
        var comma = name.LastIndexOf(", ", StringComparison.Ordinal);
        if (comma < 0)
        {
            return null;
        }

        var (fullName, assemblyName) = (name[..comma], name[(comma + 2)..]);
        return AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name == assemblyName)
            .Select(assembly => assembly.GetType(fullName))
            .FirstOrDefault(type => type is { IsAbstract: false, ContainsGenericParameters: false } && typeof(Exception).IsAssignableFrom(type));
    }
}
