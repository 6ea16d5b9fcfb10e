global using System.Collections.Immutable;
global using Microsoft.AspNetCore.Http.Metadata;
global using Microsoft.Net.Http.Headers;
global using OrleansMicro.Http;
global using OrleansMicro.Json;
global using OrleansMicro.OpenApi;
global using OrleansMicro.Parameters;
global using OrleansMicro.Problems;
