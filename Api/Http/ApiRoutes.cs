namespace OrleansMicro.Http;

/// <summary>Maps handlers to routes, each with its guard and its entry in the reference.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder routes, ApiBackend backend)
{
    public void Get(string pattern, ApiHandler handler, ApiOperation operation) => Map(HttpMethods.Get, pattern, handler, operation);

    public void Put(string pattern, ApiHandler handler, ApiOperation operation) => Map(HttpMethods.Put, pattern, handler, operation);

    public void Post(string pattern, ApiHandler handler, ApiOperation operation) => Map(HttpMethods.Post, pattern, handler, operation);

    public void Delete(string pattern, ApiHandler handler, ApiOperation operation) => Map(HttpMethods.Delete, pattern, handler, operation);

    private void Map(string method, string pattern, ApiHandler handler, ApiOperation operation)
    {
        RequestDelegate guarded = new Guard(backend, handler).Handle;
        routes.MapMethods(pattern, [method], guarded).WithMetadata(operation).WithDisplayName(operation.Id);
    }
}
