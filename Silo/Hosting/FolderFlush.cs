using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OrleansMicro.Silo;

/// <summary>
/// Flushes a folder: fsync of a file does not include its name (fsync(2)). .NET refuses to open a folder, so the C library does. Other systems than
/// Linux keep names in their own time.
/// </summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    public static void Run(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var handle = new SafeFileHandle(open(folder, ReadOnly), ownsHandle: true);
        if (handle.IsInvalid)
            throw new IOException($"The folder {folder} cannot be opened: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
