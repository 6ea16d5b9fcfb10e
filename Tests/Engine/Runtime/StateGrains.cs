using Orleans.Concurrency;
using Orleans.Providers;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>A state.</summary>
[GenerateSerializer, Alias("OrleansMicro.Tests.Engine.Note")]
public sealed class Note
{
    [Id(0)]
    public string Text { get; set; } = "";

    [Id(1)]
    public List<int> Numbers { get; set; } = [];
}

/// <summary>A grain that keeps a <see cref="Note"/>.</summary>
public interface INoteGrain : IGrainWithStringKey
{
    Task Write(string text);

    /// <summary>Adds a number; many at once in one grain share storage writes.</summary>
    Task Add(int number);

    Task<string> Text();

    Task<List<int>> Numbers();

    Task<bool> Exists();

    Task Clear();

    Task<string> ActivationId();

    Task End();

    /// <summary>Makes the state stale by writing it behind the activation's back.</summary>
    Task Spoil();

    Task WriteWithToken(string text, bool canceled);
}

/// <summary>The same without exclusion.</summary>
public interface IReentrantNoteGrain : INoteGrain;

/// <summary>What both do.</summary>
public abstract class NoteGrainBase(IPersistentState<Note> note) : Grain
{
    private readonly string _id = Guid.NewGuid().ToString();

    public Task Write(string text)
    {
        note.State.Text = text;
        return note.WriteStateAsync();
    }

    public Task Add(int number)
    {
        note.State.Numbers.Add(number);
        return note.WriteStateAsync();
    }

    public Task<string> Text() => Task.FromResult(note.State.Text);

    public Task<List<int>> Numbers() => Task.FromResult(note.State.Numbers);

    public Task<bool> Exists() => Task.FromResult(note.RecordExists);

    public Task Clear() => note.ClearStateAsync();

    public Task<string> ActivationId() => Task.FromResult(_id);

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task Spoil()
    {
        var storage = Orleans.Storage.GrainStorageHelpers.GetGrainStorage(GetType(), ServiceProvider);
        var copy = new GrainState<Note>();
        await storage.ReadStateAsync("note", this.GetGrainId(), copy);
        copy.State = new Note { Text = "spoilt" };
        await storage.WriteStateAsync("note", this.GetGrainId(), copy);
    }

    public Task WriteWithToken(string text, bool canceled)
    {
        note.State.Text = text;
        return note.WriteStateAsync(new CancellationToken(canceled));
    }
}

public sealed class NoteGrain([PersistentState("note")] IPersistentState<Note> note) : NoteGrainBase(note), INoteGrain;

[Reentrant]
public sealed class ReentrantNoteGrain([PersistentState("note", "Default")] IPersistentState<Note> note) : NoteGrainBase(note), IReentrantNoteGrain;

/// <summary>A grain whose base class keeps its state.</summary>
public interface IClassicGrain : IGrainWithIntegerKey
{
    Task<int> Add(int number);

    Task End();
}

/// <summary>Its state.</summary>
[GenerateSerializer, Alias("OrleansMicro.Tests.Engine.Sum")]
public sealed class Sum
{
    [Id(0)]
    public int Value { get; set; }
}

[StorageProvider(ProviderName = "Default")]
public sealed class ClassicGrain : Grain<Sum>, IClassicGrain
{
    public async Task<int> Add(int number)
    {
        State.Value += number;
        await WriteStateAsync();
        return State.Value;
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
