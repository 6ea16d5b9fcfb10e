using OrleansMicro.Parameters;
using OrleansMicro.Problems;

namespace OrleansMicro.Tests.Api;

public sealed class CursorTests
{
    private static readonly Cursors Ours = new("a key of our own");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public void Gives_back_the_position_that_it_was_made_of(long position) => Assert.Equal(position, Ours.Read(Ours.Write(position, "list"), "list"));

    [Fact]
    public void Refuses_a_cursor_of_another_key_or_list()
    {
        Assert.Throws<ProblemException>(() => Ours.Read(new Cursors("a key of their own").Write(5, "list"), "list"));
        Assert.Throws<ProblemException>(() => Ours.Read(Ours.Write(5, "list"), "another list"));
    }

    [Fact]
    public void Refuses_a_cursor_with_any_bit_changed()
    {
        var cursor = Ours.Write(5, "list")!;
        for (var i = 0; i < cursor.Length; i++)
        {
            var forged = cursor[..i] + (cursor[i] == 'x' ? 'y' : 'x') + cursor[(i + 1)..];
            Assert.Equal("cursor", Assert.Throws<ProblemException>(() => Ours.Read(forged, "list")).Field);
        }
    }
}
