using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Orleans.CodeGeneration;
using Orleans.Concurrency;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Contracts;

/// <summary>
/// The contract between processes of different builds, and with stored rows, as text: grain interfaces with the aliases of their methods,
/// and serialized types with the numbers of their members.
/// </summary>
internal static class ContractSnapshot
{
    private static readonly Assembly[] Assemblies = [typeof(IStockGrain).Assembly, typeof(StockGrain).Assembly];

    /// <summary>The grain interfaces of the marketplace.</summary>
    public static IEnumerable<Type> Interfaces => Assemblies.SelectMany(static assembly => assembly.GetTypes())
        .Where(static type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))
        .OrderBy(static type => type.FullName, StringComparer.Ordinal);

    /// <summary>Everything that is sent or stored.</summary>
    public static IEnumerable<Type> SerializedTypes => Assemblies.SelectMany(static assembly => assembly.GetTypes())
        .Where(static type =>
            type.IsDefined(typeof(GenerateSerializerAttribute), false) && !type.IsDefined(typeof(CompilerGeneratedAttribute), false))
        .OrderBy(static type => type.FullName, StringComparer.Ordinal);

    public static string Write()
    {
        var text = new StringBuilder();
        foreach (var type in Interfaces)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"interface {NameOf(type)} \"{AliasOf(type)}\" version {type.GetCustomAttribute<VersionAttribute>()?.Version ?? 0}\n");
            foreach (var method in type.GetMethods().OrderBy(static method => method.Name, StringComparer.Ordinal))
                text.Append("  ").Append(Describe(method)).Append('\n');
            text.Append('\n');
        }

        foreach (var type in SerializedTypes)
        {
            var kind = type.IsEnum ? "enum" : type.IsValueType ? "struct" : "class";
            var parent = type.BaseType is { } known && SerializedTypes.Contains(Definition(known)) ? $" : {NameOf(known)}" : "";
            text.Append(CultureInfo.InvariantCulture, $"{kind} {NameOf(type)}{parent} \"{AliasOf(type)}\"\n");
            foreach (var line in type.IsEnum ? ValuesOf(type) : MembersOf(type))
                text.Append("  ").Append(line).Append('\n');
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The alias of a type or method; null if it has none.</summary>
    public static string? AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;

    private static string Describe(MethodInfo method)
    {
        Type[] flags = [typeof(AlwaysInterleaveAttribute), typeof(ReadOnlyAttribute), typeof(OneWayAttribute)];
        var set = flags.Where(flag => method.IsDefined(flag, false))
            .Select(static flag => $"[{flag.Name.Replace("Attribute", "", StringComparison.Ordinal)}] ");
        var parameters = method.GetParameters().Select(static parameter => NameOf(parameter.ParameterType) + (parameter.IsOptional ? "?" : ""));
        return $"{string.Concat(set)}\"{AliasOf(method)}\" ({string.Join(", ", parameters)}) -> {NameOf(method.ReturnType)}";
    }

    private static IEnumerable<string> ValuesOf(Type type) => Enum.GetValues(type).Cast<object>()
        .Select(value => string.Create(CultureInfo.InvariantCulture, $"{Convert.ToInt64(value, CultureInfo.InvariantCulture)} {value}"));

    private static IEnumerable<string> MembersOf(Type type) => type
        .GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(static member => member.IsDefined(typeof(IdAttribute), false))
        .Select(static member => (
            member.GetCustomAttribute<IdAttribute>()!.Id,
            member.Name,
            Type: member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType))
        .OrderBy(static member => member.Id)
        .Select(static member => string.Create(CultureInfo.InvariantCulture, $"{member.Id} {member.Name}: {NameOf(member.Type)}"));

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static string NameOf(Type type)
    {
        if (type.IsArray)
            return NameOf(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter)
            return type.Name;
        var name = type.FullName ?? $"{type.Namespace}.{type.Name}";
        if (!type.IsGenericType)
            return name;
        name = type.GetGenericTypeDefinition().FullName!;
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}
