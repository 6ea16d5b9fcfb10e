using Microsoft.AspNetCore.Builder;
using OrleansMicro.Hosting;
using OrleansMicro.Silo;

namespace OrleansMicro.Tests.Shared;

/// <summary>The server of single mode, in this process.</summary>
internal static class SingleServer
{
    /// <summary>Builds it from the arguments of its command line. It has locked its data folder, and is to be started.</summary>
    public static WebApplication Create(string[] args) =>
        OrleansMicro.Silo.Program.CreateSingle(HostProgram.CreateBuilder(args, SingleArguments.CommandLine));
}
