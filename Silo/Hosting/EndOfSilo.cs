namespace OrleansMicro.Silo;

/// <summary>
/// Ends the process at once when Orleans finds that its silo may not go on, most often because the others have declared it dead while it was frozen or cut off: they have
/// its grains by now, so every further moment is one in which two silos serve them. Orleans' own handler waits two seconds first. The exit code is that of an abort
/// (134); who started the process starts it again, as a new silo.
/// </summary>
internal sealed class EndOfSilo : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    // Not logged: what logs write in the background would be lost. FailFast writes to standard error itself.
    public void OnFatalException(object? sender, string? context, Exception? exception) =>
        Environment.FailFast($"The silo ends: {context ?? "no reason given"} ({sender})", exception);
}
