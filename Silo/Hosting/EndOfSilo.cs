namespace OrleansMicro.Silo;

/// <summary>
/// Ends the process at once if Orleans finds that its silo must stop, most often because the others declared it dead while it was frozen or cut
/// off. They have its grains by now, so in every further moment two silos serve them. The handler of Orleans waits two seconds first. The exit code
/// is that of an abort (134); the supervisor starts the process again, as a new silo.
/// </summary>
internal sealed class EndOfSilo : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    // Not logged, because log messages that are written in the background would be lost. FailFast writes to standard error.
    public void OnFatalException(object? sender, string? context, Exception? exception) =>
        Environment.FailFast($"The silo ends: {context ?? "no reason given"} ({sender})", exception);
}
