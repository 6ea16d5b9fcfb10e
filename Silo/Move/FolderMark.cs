using System.Text.Json;
using OrleansMicro.Hosting;

namespace OrleansMicro.Silo.Move;

/// <summary>The mark of a move in a data folder: the file <c>move.json</c>. It is written and read under the folder's lock.</summary>
internal static class FolderMark
{
    private const string FileName = "move.json";

    /// <summary>The mark of a folder; null if there is none. Throws <see cref="StartException"/> if it cannot be read.</summary>
    public static MoveMark? Read(DataFolder folder)
    {
        var file = FileOf(folder);
        if (!File.Exists(file))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), MoveJson.Default.MoveMark)
                ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new StartException($"The mark of a move, {file}, cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes the whole mark or, if the process is killed or the machine loses power, none of it.</summary>
    public static void Write(DataFolder folder, MoveMark mark)
    {
        var next = FileOf(folder) + ".new";
        using (var stream = File.Create(next))
        {
            JsonSerializer.Serialize(stream, mark, MoveJson.Default.MoveMark);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, FileOf(folder), overwrite: true);
        folder.Flush();
    }

    /// <summary>Removes the mark, if there is one.</summary>
    public static void Remove(DataFolder folder)
    {
        File.Delete(FileOf(folder));
        folder.Flush();
    }

    /// <summary>Throws <see cref="StartException"/> if the folder is the source or the unfinished target of a move.</summary>
    public static void Refuse(DataFolder folder)
    {
        if (Read(folder) is { } mark)
            throw new StartException(mark.Refusal);
    }

    private static string FileOf(DataFolder folder) => Path.Combine(folder.Path, FileName);
}
