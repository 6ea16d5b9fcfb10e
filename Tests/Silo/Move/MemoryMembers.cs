using System.Net;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Silo.Move;

/// <summary>A membership table in memory, which has a version as that of Redis has.</summary>
internal sealed class MemoryMembers
{
    public MemoryMembers() => Table = Stub.For<IMembershipTable>((name, args) => name switch
    {
        nameof(IMembershipTable.ReadAllAsync) => Task.FromResult(Read()),
        nameof(IMembershipTable.UpdateRowAsync) => Task.FromResult(Update((MembershipEntry)args[0]!, (TableVersion)args[2]!)),
        _ => throw new NotSupportedException(name),
    });

    public IMembershipTable Table { get; }

    public int Version { get; private set; } = 1;

    /// <summary>The rows by silo: what it is, and its sign of life in seconds.</summary>
    public SortedDictionary<int, (SiloStatus Status, int SignOfLife)> Rows { get; } = [];

    /// <summary>What happens before the table is read.</summary>
    public Action WhenRead { get; set; } = static () => { };

    /// <summary>Another process writes the table between each read and each write of it.</summary>
    public bool IsContended { get; set; }

    private MembershipTableData Read()
    {
        WhenRead();
        var rows = Rows.Select(static row => Tuple.Create(
            new MembershipEntry
            {
                SiloAddress = SiloAddress.New(IPAddress.Loopback, 11_111, row.Key),
                Status = row.Value.Status,
                IAmAliveTime = DateTime.UnixEpoch.AddSeconds(row.Value.SignOfLife),
            },
            "1"));
        return new MembershipTableData([.. rows], new TableVersion(Version, "1"));
    }

    private bool Update(MembershipEntry entry, TableVersion next)
    {
        if (IsContended)
            Version++;
        if (next.Version != Version + 1)
            return false;
        Version = next.Version;
        Rows[entry.SiloAddress.Generation] = (entry.Status, (int)(entry.IAmAliveTime - DateTime.UnixEpoch).TotalSeconds);
        return true;
    }
}
