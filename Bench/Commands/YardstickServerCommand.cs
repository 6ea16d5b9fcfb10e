using System.CommandLine;
using OrleansMicro.Bench.Yardstick;

namespace OrleansMicro.Bench.Commands;

/// <summary><c>yardstick-server</c>: a process that <c>yardstick</c> or <c>reads</c> starts, to have a CPU time of its own.</summary>
internal static class YardstickServerCommand
{
    public static Command Create()
    {
        var part = new Argument<string>("PART");
        part.AcceptOnlyFromAmong("single", "silo", "api", "bare");
        var data = new Option<string>("--data") { DefaultValueFactory = _ => "." };
        var source = new Option<string>("--source") { DefaultValueFactory = _ => "" };
        var redis = new Option<string>("--redis") { DefaultValueFactory = _ => "" };
        var cluster = new Option<string>("--cluster-id") { DefaultValueFactory = _ => "" };
        var command = new Command("yardstick-server", "A process of 'yardstick' or 'reads'. It ends with its standard input.")
        {
            part, data, source, redis, cluster,
        };
        command.Hidden = true;
        command.SetAction((arguments, _) => arguments.GetRequiredValue(part) switch
        {
            "silo" => YardstickServer.RunSilo(arguments.GetRequiredValue(redis), arguments.GetRequiredValue(cluster)),
            "api" => YardstickServer.RunApi(arguments.GetRequiredValue(redis), arguments.GetRequiredValue(cluster)),
            "bare" => YardstickServer.RunBare(new Uri(arguments.GetRequiredValue(source))),
            _ => YardstickServer.RunSingle(arguments.GetRequiredValue(data)),
        });
        return command;
    }
}
