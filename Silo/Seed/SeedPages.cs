using System.Globalization;

namespace OrleansMicro.Silo.Seed;

/// <summary>Archives the pages of lists of ids.</summary>
internal static class SeedPages
{
    /// <summary>Writes the page that is due, if there is one; gives the list without it.</summary>
    /// <param name="file">Where to write it.</param>
    /// <param name="list">The list's name.</param>
    /// <param name="log">The list.</param>
    /// <param name="newest">The latest time of an entry; null: they have none.</param>
    /// <param name="now">The time of day.</param>
    public static PagedLog<string> Archive(SeedFile file, string list, PagedLog<string> log, DateTimeOffset? newest, DateTimeOffset now)
    {
        if (log.PageToArchive(IdPageState.PageSize) is not { IsDefault: false } page)
            return log;
        var (number, until) = (log.Start / IdPageState.PageSize, log.UntilWith(newest, now));
        file.Write(
            "idpage", string.Create(CultureInfo.InvariantCulture, $"{list}/{number}"), "idpage", new IdPageState { Ids = page, Until = until });
        return log.WithoutPage(number, page, until);
    }
}
