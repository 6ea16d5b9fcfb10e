using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansMicro.Silo;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Silo;

public sealed class MemberHealthCheckTests
{
    private static readonly SiloAddress Address = SiloAddress.New(IPAddress.Loopback, 11_111, 1);

    [Theory]
    [InlineData(SiloStatus.Active, SiloStatus.Active, HealthStatus.Healthy)]
    [InlineData(SiloStatus.Active, SiloStatus.Dead, HealthStatus.Unhealthy)]
    [InlineData(SiloStatus.Joining, SiloStatus.Joining, HealthStatus.Unhealthy)]
    [InlineData(SiloStatus.ShuttingDown, SiloStatus.ShuttingDown, HealthStatus.Unhealthy)]
    public async Task Is_ready_only_while_the_table_has_the_silo_as_active(SiloStatus own, SiloStatus inTable, HealthStatus expected) =>
        Assert.Equal(expected, await Check(own, Task.FromResult(Table(new MembershipEntry { SiloAddress = Address, Status = inTable }))));

    [Fact]
    public async Task Is_not_ready_when_the_table_lacks_the_silo()
    {
        Assert.Equal(HealthStatus.Unhealthy, await Check(SiloStatus.Active, Task.FromResult(Table())));
        Assert.Equal(HealthStatus.Unhealthy, await Check(SiloStatus.Active, Task.FromException<MembershipTableData>(new TimeoutException())));
    }

    private static MembershipTableData Table(params MembershipEntry[] entries) =>
        new([.. entries.Select(static entry => Tuple.Create(entry, "1"))], new TableVersion(1, "1"));

    private static async Task<HealthStatus> Check(SiloStatus own, Task<MembershipTableData> read)
    {
        var check = new MemberHealthCheck(
            Stub.For<ILocalSiloDetails>(static _ => Address), Stub.For<ISiloStatusOracle>(_ => own), Stub.For<IMembershipTable>(_ => read));
        return (await check.CheckHealthAsync(new HealthCheckContext())).Status;
    }
}
