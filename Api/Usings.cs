global using System.Collections.Immutable;
global using OrleansMicro.Http;
global using OrleansMicro.Json;
global using OrleansMicro.OpenApi;
global using OrleansMicro.Problems;
