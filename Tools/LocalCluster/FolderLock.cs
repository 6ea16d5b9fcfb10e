namespace OrleansMicro.Tools.LocalCluster;

/// <summary>
/// The folder of a cluster's data, locked against a second cluster and against a server of single mode, which locks the same file. The lock ends with
/// the process, however it ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _lock;

    /// <summary>Creates and locks the folder; throws <see cref="IOException"/> if it is in use.</summary>
    public FolderLock(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            _lock = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException(
                $"The data folder {folder} is in use by another cluster or server. Stop it or choose another folder with --data.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
