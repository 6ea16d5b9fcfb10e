using Orleans.Storage;
using OrleansMicro.Payments;

namespace OrleansMicro.Tests.Common.States;

/// <summary>What a row gives its reader and its writer.</summary>
public sealed class StateRowTests
{
    private readonly TestStorage _storage = new(static () => { });

    [Fact]
    public void Has_the_default_state_until_it_is_read()
    {
        var row = Open();

        Assert.Equal((new AcquirerState(), null, false), (row.State, row.Etag, row.RecordExists));
    }

    [Fact]
    public async Task Reads_what_another_row_wrote()
    {
        var (writer, reader) = (Open(), Open());
        writer.State = new AcquirerState { Captures = 7 };
        await writer.WriteStateAsync();

        await reader.ReadStateAsync(CancellationToken.None);

        Assert.Equal((new AcquirerState { Captures = 7 }, writer.Etag, true), (reader.State, reader.Etag, reader.RecordExists));
        Assert.NotNull(reader.Etag);
    }

    [Fact]
    public async Task A_write_over_an_unread_row_is_refused()
    {
        await Open().WriteStateAsync();
        var late = Open();

        await Assert.ThrowsAsync<InconsistentStateException>(() => late.WriteStateAsync(CancellationToken.None));
        Assert.Equal((null, false), (late.Etag, late.RecordExists));
    }

    [Fact]
    public async Task A_cleared_row_is_one_that_was_never_written()
    {
        var row = Open();
        row.State = new AcquirerState { Captures = 7 };
        await row.WriteStateAsync();

        await row.ClearStateAsync();

        Assert.Equal((new AcquirerState(), null, false), (row.State, row.Etag, row.RecordExists));
    }

    private StateRow<AcquirerState> Open() => new(_storage, "acquirer", GrainId.Create("acquirer", "one"));
}
