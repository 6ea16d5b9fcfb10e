namespace OrleansMicro.Tests.Architecture;

/// <summary>No file names a folder of the machine that it was written on.</summary>
public sealed class MachinePathTests
{
    private static readonly string[] Roots = ["/root/", "/home/", "/work/", "/Users/", @"C:\Users\"];
    private static readonly string[] Binary = [".gz", ".png", ".ico"];

    [Fact]
    public void Files_contain_no_path_of_a_machine() => Violations.None(
        from file in Repository.Files
        where !Binary.Contains(Path.GetExtension(file)) && Path.GetFileName(file) != "MachinePathTests.cs"
        from line in Repository.Lines(file).Index()
        where Contains(line.Item)
        select $"{file} line {line.Index + 1}: {line.Item.Trim()}");

    [Theory]
    [InlineData("see /home/ada/shop")]
    [InlineData("\"/root/.nuget\"")]
    public void A_path_of_a_machine_is_reported(string line) => Assert.True(Contains(line));

    [Theory]
    [InlineData("https://example.org/work/")]
    [InlineData("docs/home/page")]
    public void Other_paths_are_not_reported(string line) => Assert.False(Contains(line));

    // A root only at the start of a path: nothing that could be an earlier part of it stands before.
    private static bool Contains(string line) => Array.Exists(Roots, root =>
    {
        var at = line.IndexOf(root, StringComparison.Ordinal);
        return at == 0 || (at > 0 && !char.IsLetterOrDigit(line[at - 1]) && line[at - 1] is not ('.' or '_' or '-' or '$' or '}'));
    });
}
