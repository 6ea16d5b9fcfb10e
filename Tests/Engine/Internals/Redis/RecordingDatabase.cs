using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace OrleansMicro.Tests.Engine.Internals.Redis;

/// <summary>A database of Redis that notes which commands were sent together, and answers when a test says so. It knows one command, <c>STRLEN</c>.</summary>
public class RecordingDatabase : DispatchProxy
{
    private readonly Lock _lock = new();
    private readonly List<string> _sent = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _asked = [];
    private TaskCompletionSource _hasSent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether pieces can be sent.</summary>
    public bool IsConnected { get; set; } = true;

    /// <summary>What sending a piece throws, without its commands being told; null: nothing.</summary>
    public Exception? Breaks { get; set; }

    /// <summary>Whether each command is answered with its key, as a number, a little after it was sent.</summary>
    public bool AnswersItself { get; set; }

    /// <summary>The same as what is tested takes it.</summary>
    public IDatabase Database => (IDatabase)(object)this;

    /// <summary>What was sent so far, at least so many pieces: the keys of each, with spaces between them.</summary>
    public async Task<IReadOnlyList<string>> Sent(int pieces)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_sent.Count >= pieces)
                    return [.. _sent];
                more = _hasSent.Task;
            }

            await more.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public static RecordingDatabase Create() => (RecordingDatabase)(object)Create<IDatabase, RecordingDatabase>();

    public void Answer(string key, long answer) => _asked[key].SetResult(answer);

    public void Fail(string key, Exception exception) => _asked[key].SetException(exception);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(IDatabase.CreateBatch))
            throw new NotSupportedException(targetMethod.Name);
        var batch = Create<IBatch, Batch>();
        ((Batch)(object)batch).Owner = this;
        return batch;
    }

    private void Send(List<string> keys)
    {
        if (Breaks is { } breaks)
            throw breaks;
        if (!IsConnected)
        {
            // Its constructors are the library's own.
            var failure = (RedisConnectionException)RuntimeHelpers.GetUninitializedObject(typeof(RedisConnectionException));
            keys.ForEach(key => Fail(key, failure));
            throw failure;
        }

        lock (_lock)
        {
            _sent.Add(string.Join(' ', keys));
            _hasSent.SetResult();
            _hasSent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (AnswersItself)
            ThreadPool.QueueUserWorkItem(_ => keys.ForEach(key => Answer(key, long.Parse(key, System.Globalization.CultureInfo.InvariantCulture))));
    }

    /// <summary>Commands that are sent together.</summary>
    public class Batch : DispatchProxy
    {
        private readonly List<string> _keys = [];

        internal RecordingDatabase Owner { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod!.Name)
            {
                case nameof(IBatch.Execute):
                    Owner.Send(_keys);
                    return null;
                case nameof(IBatch.StringLengthAsync):
                    var key = ((RedisKey)args![0]!).ToString();
                    _keys.Add(key);
                    return Owner._asked.GetOrAdd(key, static _ => new TaskCompletionSource<long>()).Task;
                default:
                    throw new NotSupportedException(targetMethod.Name);
            }
        }
    }
}
