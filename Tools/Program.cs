using System.CommandLine;
using OrleansMicro.Tools.Commands;

var root = new RootCommand("""
    Runs OrleansMicro as processes of this machine: a cluster for as long as you want it,
    or one that is disturbed on purpose. Progress goes to standard error,
    the result to standard output.
    """)
{
    ClusterCommand.Create(),
    ChaosCommand.Create(),
};

// A cluster takes longer to stop in order than the two seconds that are left to a command otherwise.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(3) });
