using System.CommandLine;
using OrleansMicro.Bench.Commands;

var root = new RootCommand("""
    Drives OrleansMicro through its public HTTP API, and measures it. Progress goes to standard error, the result to standard output as one line of JSON.
    """)
{
    SmokeCommand.Create(),
    ReplayCommand.Create(),
    OversellCommand.Create(),
    LoadCommand.Create(),
    ClusterCommand.Create(),
    ChaosCommand.Create(),
};

// A cluster takes longer to stop in order than the two seconds that are left to a command otherwise.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(3) });
