using System.Globalization;
using Google.Protobuf.Reflection;
using OrleansMicro.Carts;
using OrleansMicro.Orders;
using OrleansMicro.Payments;
using OrleansMicro.Sellers;
using OrleansMicro.Shipments;
using OrleansMicro.Tests.Architecture;
using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Tests.Api.Grpc;

/// <summary>The contract with gRPC clients: fields are added, and never removed, renumbered or retyped.</summary>
public sealed class ProtoTests
{
    private const string Committed = "Api/Protos/Contract.txt";
    private const string Regenerate = "UPDATE_PROTOS=1 dotnet test Tests -c Release --filter FullyQualifiedName~ProtoTests";

    private static readonly FileDescriptor[] Files =
    [
        Proto.CommonReflection.Descriptor, Proto.CatalogReflection.Descriptor, Proto.StockReflection.Descriptor, Proto.CartsReflection.Descriptor,
        Proto.OrdersReflection.Descriptor, Proto.ShipmentsReflection.Descriptor,
    ];

    [Fact]
    public void The_protos_keep_what_is_committed()
    {
        var path = Path.Combine(Repository.Root, Committed);
        var (was, now) = (File.Exists(path) ? File.ReadAllLines(path) : [], Contract(Files));

        // Also an update removes nothing.
        Assert.True(!was.Except(now).Any(), $"Clients rely on what is gone: [{string.Join("; ", was.Except(now))}].");
        if (Environment.GetEnvironmentVariable("UPDATE_PROTOS") == "1")
            File.WriteAllLines(path, now);
        else
            Assert.True(was.SequenceEqual(now), $"New: [{string.Join("; ", now.Except(was))}]. If it is meant, run: {Regenerate}");
    }

    [Fact]
    public void Every_proto_file_is_compared() => Assert.Equal(
        Repository.Files.Where(static file => file.EndsWith(".proto", StringComparison.Ordinal)),
        Files.Select(static file => "Api/Protos/" + file.Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(typeof(LedgerStatus), typeof(Proto.LedgerStatus))]
    [InlineData(typeof(CartLineStatus), typeof(Proto.CartLineStatus))]
    [InlineData(typeof(OrderStatus), typeof(Proto.OrderStatus))]
    [InlineData(typeof(OrderLineStatus), typeof(Proto.OrderLineStatus))]
    [InlineData(typeof(PaymentStatus), typeof(Proto.PaymentStatus))]
    [InlineData(typeof(PackageStatus), typeof(Proto.PackageStatus))]
    public void Enums_have_the_values_of_the_results(Type result, Type message) =>
        Assert.Equal(Enum.GetNames(result).Prepend("Unspecified"), Enum.GetNames(message));

    private static string[] Contract(FileDescriptor[] files) =>
        [.. files.SelectMany(static file => Methods(file).Concat(file.MessageTypes.SelectMany(Fields)).Concat(Values(file)))];

    private static IEnumerable<string> Methods(FileDescriptor file) =>
        from service in file.Services
        from method in service.Methods
        let stream = method.IsServerStreaming ? "stream " : ""
        select $"{service.FullName}/{method.Name}: {method.InputType.FullName} -> {stream}{method.OutputType.FullName}";

    private static IEnumerable<string> Fields(MessageDescriptor message) =>
        from field in message.Fields.InFieldNumberOrder()
        let label = field.IsRepeated ? "repeated " : field.HasPresence ? "optional " : ""
        let type = field.FieldType switch
        {
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            _ => field.FieldType.ToString().ToLower(CultureInfo.InvariantCulture),
        }
        let choice = field.RealContainingOneof is { } oneof ? $" of {oneof.Name}" : ""
        select string.Create(CultureInfo.InvariantCulture, $"{message.FullName} {field.FieldNumber}: {label}{type} {field.Name}{choice}");

    private static IEnumerable<string> Values(FileDescriptor file) =>
        from type in file.EnumTypes
        from value in type.Values
        select string.Create(CultureInfo.InvariantCulture, $"{type.FullName} {value.Number}: {value.Name}");
}
