using System.Collections.Immutable;
using OrleansMicro.Shipments;

namespace OrleansMicro.Orders;

/// <summary>The packages that an order makes.</summary>
public static class OrderPackages
{
    /// <summary>One package per seller with the lines that are not refused; sellers and lines in the order of the order.</summary>
    public static ImmutableArray<Package> From(ImmutableArray<OrderLine> lines)
    {
        var sellers = new List<string>();
        var contents = new Dictionary<string, ImmutableArray<PackageLine>.Builder>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.Status == OrderLineStatus.Refused)
                continue;
            if (!contents.TryGetValue(line.SellerId, out var content))
            {
                contents[line.SellerId] = content = ImmutableArray.CreateBuilder<PackageLine>();
                sellers.Add(line.SellerId);
            }

            content.Add(new PackageLine(line.ProductId, line.Quantity, line.Amount));
        }

        var packages = ImmutableArray.CreateBuilder<Package>(sellers.Count);
        foreach (var seller in sellers)
            packages.Add(new Package(seller, PackageStatus.ReadyToShip, contents[seller].ToImmutable()));
        return packages.MoveToImmutable();
    }
}
