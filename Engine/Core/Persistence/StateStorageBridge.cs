using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Core;

/// <summary>
/// Connects a state of an activation with its storage. Operations run one after another, also in a reentrant grain; a write that
/// waits for another serves all callers that ask for one meanwhile, so a busy grain pays one storage write for many requests.
/// </summary>
public class StateStorageBridge<TState> : IStorage<TState>
{
    private readonly string _name;
    private readonly IGrainContext _context;
    private readonly IGrainStorage _storage;
    private GrainState<TState>? _state;
    private Operation? _tail;
    private bool _loaded;

    /// <summary>Creates the bridge.</summary>
    public StateStorageBridge(string name, IGrainContext grainContext, IGrainStorage store)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(grainContext);
        ArgumentNullException.ThrowIfNull(store);
        _name = name;
        _context = grainContext;
        _storage = store;
    }

    private enum OperationKind
    {
        Read,
        Write,
        Clear,
    }

    /// <inheritdoc/>
    public TState State
    {
        get
        {
            CheckContext();
            return _state is null ? default! : _state.State!;
        }

        set
        {
            CheckContext();
            GrainState.State = value;
        }
    }

    /// <inheritdoc/>
    public string? Etag
    {
        get => _state?.ETag;
        set => GrainState.ETag = value;
    }

    /// <inheritdoc/>
    public bool RecordExists => _loaded ? GrainState.RecordExists : throw new InvalidOperationException("State has not yet been loaded");

    private GrainState<TState> GrainState => _state ??= new(StateActivator<TState>.Create());

    /// <inheritdoc/>
    public Task ReadStateAsync() => Enqueue(OperationKind.Read, default);

    /// <inheritdoc/>
    public Task WriteStateAsync() => Enqueue(OperationKind.Write, default);

    /// <inheritdoc/>
    public Task ClearStateAsync() => Enqueue(OperationKind.Clear, default);

    /// <inheritdoc/>
    Task IStorage.ReadStateAsync(CancellationToken cancellationToken) => Enqueue(OperationKind.Read, cancellationToken);

    /// <inheritdoc/>
    Task IStorage.WriteStateAsync(CancellationToken cancellationToken) => Enqueue(OperationKind.Write, cancellationToken);

    /// <inheritdoc/>
    Task IStorage.ClearStateAsync(CancellationToken cancellationToken) => Enqueue(OperationKind.Clear, cancellationToken);

    private void CheckContext()
    {
        // A state is part of its grain's turn; elsewhere it would race with the grain.
        if (RuntimeContext.Current is null && _context is Activation)
        {
            throw new InvalidOperationException(
                "Activation access violation: a grain's state was used outside of the grain's own turns.");
        }
    }

    private Task Enqueue(OperationKind kind, CancellationToken token)
    {
        CheckContext();
        var before = _tail;
        if (kind != OperationKind.Read && !token.CanBeCanceled
            && before is { Started: false } && before.Kind == kind && !before.Token.CanBeCanceled)
            return before.Completion;

        var operation = new Operation(kind, token);
        _tail = operation;
        operation.Completion = Run(operation, before);
        return operation.Completion;
    }

    private async Task Run(Operation operation, Operation? before)
    {
        try
        {
            if (before is not null)
            {
                await before.Completion.ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }

            operation.Started = true;
            operation.Token.ThrowIfCancellationRequested();
            await Execute(operation.Kind, operation.Token);
        }
        catch (Exception exception) when (
            exception is not OrleansException && !(exception is OperationCanceledException && operation.Token.IsCancellationRequested))
        {
            throw new OrleansException(
                $"Error from storage provider {_storage.GetType().Name}.{_name} during {operation.Kind}StateAsync for grain {_context.GrainId}"
                + $"{Environment.NewLine}: {exception.GetType().FullName}: {exception.Message}",
                exception);
        }
        finally
        {
            if (ReferenceEquals(_tail, operation))
                _tail = null;
        }
    }

    private async Task Execute(OperationKind kind, CancellationToken token)
    {
        if (kind != OperationKind.Read && _context is Activation { MayServe: false } activation)
            throw activation.NotServing();
        switch (kind)
        {
            case OperationKind.Read:
                await _storage.ReadStateAsync(_name, _context.GrainId, GrainState, token);
                break;
            case OperationKind.Write:
                await _storage.WriteStateAsync(_name, _context.GrainId, GrainState, token);
                break;
            default:
                await _storage.ClearStateAsync(_name, _context.GrainId, GrainState, token);
                break;
        }

        _loaded = true;
    }

    private sealed class Operation(OperationKind kind, CancellationToken token)
    {
        public OperationKind Kind { get; } = kind;

        public CancellationToken Token { get; } = token;

        public bool Started { get; set; }

        public Task Completion { get; set; } = Task.CompletedTask;
    }
}
