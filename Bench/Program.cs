using System.CommandLine;
using OrleansMicro.Bench.Commands;

var root = new RootCommand("""
    Drives OrleansMicro through its public HTTP API, and measures it. Progress goes to standard error,
    the result to standard output as one line of JSON. 'flash grains' calls grains instead, 'yardstick' measures
    a small server of its own, and 'seed' writes a shop.
    """)
{
    SmokeCommand.Create(),
    ReplayCommand.Create(),
    OversellCommand.Create(),
    LoadCommand.Create(),
    ReadsCommand.Create(),
    FlashCommand.Create(),
    SeedCommand.Create(),
    YardstickCommand.Create(),
    YardstickServerCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
