using System.Collections.Immutable;
using Orleans.Concurrency;

namespace OrleansMicro;

/// <summary>A full page of a <see cref="PagedLog"/>. Key: the log's name and the page's number, <c>{log}/{page}</c>.</summary>
[Alias("om.IIdPageGrain")]
internal interface IIdPageGrain : IGrainWithStringKey
{
    /// <summary>Writes the page out, durably. A repeat changes nothing.</summary>
    [Alias("Write")]
    Task Write(ImmutableArray<string> ids);

    /// <summary>The ids in order.</summary>
    [AlwaysInterleave, Alias("Read")]
    Task<ImmutableArray<string>> Read();

    /// <summary>Whether the id is in the page.</summary>
    [AlwaysInterleave, Alias("Contains")]
    Task<bool> Contains(string id);
}
