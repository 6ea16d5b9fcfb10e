using OrleansMicro.Silo;
using OrleansMicro.Tools.Processes;

namespace OrleansMicro.Tests.Tools;

/// <summary>Where a port is looked for that something will soon listen on.</summary>
public class FreePortsTests
{
    // What Linux gives to outgoing connections begins here; what Windows and macOS give, above.
    private const int FirstOutgoing = 32_768;

    [Fact]
    public async Task Gives_no_port_twice_to_those_that_ask_together()
    {
        var ports = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(FreePorts.Next)));
        Assert.Equal(ports.Length, ports.Distinct().Count());
        Assert.All(ports, static port => Assert.InRange(port, 1024, FirstOutgoing - 1));
    }

    [Fact]
    public void A_silo_finds_two_ports_that_no_outgoing_connection_gets()
    {
        var (silo, gateway) = LocalPorts.FindTwo();
        Assert.NotEqual(silo, gateway);
        Assert.InRange(silo, 1024, FirstOutgoing - 1);
        Assert.InRange(gateway, 1024, FirstOutgoing - 1);
    }
}
