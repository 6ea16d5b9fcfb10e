using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OrleansMicro.Tests.Contracts;

/// <summary>The grain interfaces and the types that are sent or stored change only on purpose, and all follow the same rules.</summary>
public sealed class GrainContractTests
{
    private const string Committed = "Grains.Abstractions/Contracts.txt";
    private const string Regenerate = "UPDATE_CONTRACTS=1 dotnet test Tests -c Release --filter FullyQualifiedName~GrainContractTests";

    [Fact]
    public void The_contract_is_the_one_that_is_committed()
    {
        var path = Path.Combine(Root(), Committed);
        var contract = ContractSnapshot.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_CONTRACTS") == "1")
            File.WriteAllText(path, contract);

        var committed = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        var (was, now) = (committed.Split('\n'), contract.Split('\n'));
        Assert.True(committed == contract,
            $"The contract is not that of {Committed}. Gone: [{string.Join("; ", was.Except(now))}]. New: [{string.Join("; ", now.Except(was))}]. "
            + $"Processes of other builds and stored rows rely on it. If the change is meant, run: {Regenerate}");
    }

    [Fact]
    public void All_contracts_are_looked_at()
    {
        Assert.True(ContractSnapshot.Interfaces.Count() >= 12, $"{ContractSnapshot.Interfaces.Count()} interfaces");
        Assert.True(ContractSnapshot.SerializedTypes.Count() >= 60, $"{ContractSnapshot.SerializedTypes.Count()} types");
    }

    [Fact]
    public void Every_method_has_an_alias_equal_to_its_name() =>
        Assert.Empty(Methods().Where(static method => ContractSnapshot.AliasOf(method) != method.Name).Select(Name));

    [Fact]
    public void Every_interface_and_type_has_an_alias_of_its_own()
    {
        var types = ContractSnapshot.Interfaces.Concat(ContractSnapshot.SerializedTypes).ToList();

        Assert.Empty(types.Where(static type => ContractSnapshot.AliasOf(type) is null).Select(static type => type.FullName));
        Assert.Empty(types.GroupBy(ContractSnapshot.AliasOf).Where(static alias => alias.Count() > 1).Select(static alias => alias.Key));
    }

    [Fact]
    public void What_the_API_calls_takes_a_caller_and_a_token()
    {
        var called = CalledByApi();
        Assert.True(called.Count >= 20, $"The API calls {called.Count} methods.");

        Assert.Empty(Methods().Where(method => called.Contains(Name(method)) && !IsForClients(method)).Select(Name));
    }

    [Fact]
    public void What_only_grains_call_takes_neither()
    {
        var called = CalledByApi();

        Assert.Empty(Methods()
            .Where(method => !called.Contains(Name(method))
                && method.GetParameters().Any(static parameter => IsCaller(parameter) || IsToken(parameter)))
            .Select(Name));
    }

    private static bool IsForClients(MethodInfo method) =>
        method.GetParameters() is [.., var caller, { IsOptional: true } token] parameters && IsCaller(caller) && IsToken(token)
        && parameters.Count(IsToken) == 1 && parameters.Count(IsCaller) == 1;

    private static bool IsCaller(ParameterInfo parameter) => parameter.ParameterType == typeof(Caller);

    private static bool IsToken(ParameterInfo parameter) => parameter.ParameterType == typeof(CancellationToken);

    private static IEnumerable<MethodInfo> Methods() => ContractSnapshot.Interfaces.SelectMany(static type => type.GetMethods());

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    /// <summary>The grain methods that the API's code refers to.</summary>
    private static HashSet<string> CalledByApi()
    {
        using var assembly = new PEReader(File.OpenRead(typeof(MarketplaceApi).Assembly.Location));
        var metadata = assembly.GetMetadataReader();
        var called = new HashSet<string>(StringComparer.Ordinal);
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
                called.Add(
                    $"{metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name)}.{metadata.GetString(member.Name)}");
        }

        called.IntersectWith(Methods().Select(Name));
        return called;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrleansMicro.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run from inside a checkout.");
    }
}
