using System.Diagnostics;

namespace OrleansMicro;

/// <summary>
/// The state of a grain that handles one command at a time: <see cref="State"/> is always what is on disk, also for calls that
/// interleave with a write, and also after a write that failed.
/// </summary>
/// <typeparam name="TState">An immutable record.</typeparam>
/// <param name="storage">The state; nobody else may write it. Must be loaded already (<c>OnActivateAsync</c> or later).</param>
/// <param name="deactivate">Asked for when the state on disk cannot be read back, so that the next call starts from a fresh read.</param>
public sealed class CommittedState<TState>(IPersistentState<TState> storage, Action deactivate)
    where TState : class
{
    /// <summary>The state as it is on disk.</summary>
    public TState State { get; private set; } = storage.State;

    /// <summary>Writes a new state. When that fails the state is read back, because the write may have got through, and the failure is thrown on.</summary>
    public async Task Write(TState next)
    {
        storage.State = next;
        try
        {
            await storage.WriteStateAsync();
            State = next;
        }
        catch
        {
            storage.State = State;
            await ReadBack();
            throw;
        }
    }

    private async Task ReadBack()
    {
        try
        {
            await storage.ReadStateAsync();
            State = storage.State;
        }
        catch (Exception exception)
        {
            // The caller is told of the failed write, which is the cause. This activation knows nothing for sure any more.
            Debug.WriteLine(exception);
            deactivate();
        }
    }
}
