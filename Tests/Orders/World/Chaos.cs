using Orleans.Storage;

namespace OrleansMicro.Tests.Orders.World;

/// <summary>Decides, from a seed, what goes wrong where. Same seed, same faults.</summary>
internal sealed class Chaos(int seed, int percent)
{
    private readonly Random _random = new(seed);
    private int _percent = percent;

    /// <summary>Whether the process is dead: nothing that it still tries has an effect, until it is started again.</summary>
    public bool Dead { get; private set; }

    /// <summary>What must never happen and did. Kept here because its cause may well survive it.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>No more faults.</summary>
    public void Calm() => _percent = 0;

    /// <summary>Does something during which nothing goes wrong.</summary>
    public T Undisturbed<T>(Func<T> action)
    {
        var percent = _percent;
        _percent = 0;
        try
        {
            return action();
        }
        finally
        {
            _percent = percent;
        }
    }

    /// <summary>Starts the process again.</summary>
    public void Revive() => Dead = false;

    /// <summary>A number from 0 to <paramref name="below"/> - 1.</summary>
    public int Pick(int below) => _random.Next(below);

    /// <summary>Whether something rare happens here.</summary>
    public bool Rarely() => _percent > 0 && _random.Next(100) < _percent;

    /// <summary>Performs an effect that may get lost before or after it happens, or take the whole process down.</summary>
    public T Perform<T>(string what, Func<T> effect)
    {
        if (Dead)
            throw new IOException($"{what}: the process is dead.");
        if (!Rarely())
            return Watch(effect);

        var before = _random.Next(2) == 0;
        if (!before)
            Watch(effect);
        Dead = _random.Next(3) == 0;
        throw _random.Next(2) == 0
            ? new TimeoutException($"{what}: lost {(before ? "before" : "after")} it happened.")
            : new IOException($"{what}: failed {(before ? "before" : "after")} it happened.");
    }

    private T Watch<T>(Func<T> effect)
    {
        try
        {
            return effect();
        }
        catch (Exception exception) when (exception is not (IOException or TimeoutException or InconsistentStateException))
        {
            Violations.Add(exception.ToString());
            throw;
        }
    }
}
