using System.Globalization;
using Orleans.Storage;
using OrleansMicro.Catalog;

namespace OrleansMicro.Tests.Catalog;

/// <summary>The row of a product, which several activations read and write. Operations fail or wait where a test says so.</summary>
internal sealed class ProductRow
{
    private ProductState _stored = new();
    private int _etag;

    public TaskCompletionSource? Gate { get; set; }

    public bool FailsBefore { get; set; }

    public bool FailsAfter { get; set; }

    public bool FailsReads { get; set; }

    /// <summary>A product at a version, which is also its price.</summary>
    public static ProductState AtVersion(long version) => new()
    {
        Product = new Product("s1", "p1", "Tea cup", "", "", new Money(version, "GBP"), Money.Zero("GBP"), version, Active: true),
    };

    public IPersistentState<ProductState> NewView() => new View(this);

    private static void FailIf(bool fails)
    {
        if (fails)
            throw new IOException("The row cannot be reached.");
    }

    private sealed class View(ProductRow row) : IPersistentState<ProductState>
    {
        private int _etag = row._etag;

        public ProductState State { get; set; } = row._stored;

        public string Etag => _etag.ToString(CultureInfo.InvariantCulture);

        public bool RecordExists => _etag > 0;

        public Task ReadStateAsync()
        {
            FailIf(row.FailsReads);
            (State, _etag) = (row._stored, row._etag);
            return Task.CompletedTask;
        }

        public async Task WriteStateAsync()
        {
            await (row.Gate?.Task ?? Task.CompletedTask);
            FailIf(row.FailsBefore);
            if (_etag != row._etag)
                throw new InconsistentStateException("Another activation wrote.", "", Etag);
            (row._stored, row._etag) = (State, row._etag + 1);
            FailIf(row.FailsAfter);
            _etag = row._etag;
        }

        public Task ClearStateAsync() => throw new NotSupportedException();
    }
}
