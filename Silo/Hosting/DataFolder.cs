using OrleansMicro.Hosting;

namespace OrleansMicro.Silo;

/// <summary>The folder of a server's data, locked against a second server. The lock ends with the process, however it ends.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;
    private readonly Action<string> _flush;

    /// <summary>Creates and locks the folder; throws <see cref="StartException"/> if it is in use or cannot be written.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="flush">Flushes a folder to disk; null: <see cref="FolderFlush.Run"/>.</param>
    public DataFolder(string path, Action<string>? flush = null)
    {
        _flush = flush ?? FolderFlush.Run;
        Path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The data folder {Path} cannot be created: {e.Message}", e);
        }

        try
        {
            _lock = new FileStream(System.IO.Path.Combine(Path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartException($"The data folder {Path} cannot be written: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new StartException($"The data folder {Path} is in use by another server. Stop it or choose another folder with --data.", e);
        }
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>The file that holds everything.</summary>
    public string Database => System.IO.Path.Combine(Path, "marketplace.db");

    /// <summary>Returns when the names of files that were renamed or removed are on disk.</summary>
    public void Flush() => _flush(Path);

    public void Dispose() => _lock.Dispose();
}
