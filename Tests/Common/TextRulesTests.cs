namespace OrleansMicro.Tests.Common;

public sealed class TextRulesTests
{
    private const string Emoji = "\U0001F600";

    [Theory]
    [InlineData("Ada")]
    [InlineData("李小龍")]
    [InlineData("עברית")]
    [InlineData("7")]
    [InlineData("!")]
    [InlineData(Emoji)]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467")]
    public void Accepts_names_of_every_script(string text) => Assert.Null(TextRules.CheckRequiredLine(text, "name", 200));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\u00A0\u3000")]
    [InlineData("\u200B")]
    [InlineData("\uFEFF")]
    [InlineData("\u200D\u2060\u00AD")]
    [InlineData("\u3164")]
    [InlineData("\u2800")]
    [InlineData("\u0301")]
    public void A_required_line_needs_a_visible_character(string? text) =>
        Assert.Equal("'name' must contain at least one visible character.", TextRules.CheckRequiredLine(text, "name", 200)?.Message);

    [Theory]
    [InlineData('\n')]
    [InlineData('\r')]
    [InlineData('\t')]
    [InlineData('\0')]
    [InlineData('\u001B')]
    [InlineData('\u007F')]
    [InlineData('\u0085')]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    [InlineData('\uD800')]
    [InlineData('\uDC00')]
    public void A_single_line_refuses_breaks_and_controls(char c)
    {
        foreach (var text in new[] { $"{c}ab", $"a{c}b", $"ab{c}" })
        {
            Assert.Equal("name", TextRules.CheckRequiredLine(text, "name", 200)?.Field);
            Assert.Equal("name", TextRules.CheckOptionalLine(text, "name", 200)?.Field);
        }
    }

    [Fact]
    public void Several_lines_may_have_breaks_and_tabs()
    {
        Assert.Null(TextRules.CheckOptionalLines("first\r\n\tsecond\n", "description", 200));
        Assert.NotNull(TextRules.CheckOptionalLines("bell\a", "description", 200));
        Assert.NotNull(TextRules.CheckOptionalLines("half a pair \uD83D", "description", 200));
    }

    [Fact]
    public void Lengths_are_counted_in_code_points()
    {
        var longest = string.Concat(Enumerable.Repeat(Emoji, 200));

        Assert.Equal((400, 200), (longest.Length, TextRules.Length(longest)));
        Assert.Null(TextRules.CheckRequiredLine(longest, "name", 200));
        Assert.Equal("'name' must have at most 200 characters.", TextRules.CheckRequiredLine(longest + "a", "name", 200)?.Message);
    }

    [Fact]
    public void Optional_text_may_be_missing()
    {
        Assert.Null(TextRules.CheckOptionalLine(null, "line2", 1));
        Assert.Null(TextRules.CheckOptionalLine("", "line2", 1));
        Assert.Null(TextRules.CheckOptionalLines(null, "description", 1));
    }

    [Theory]
    [InlineData("ann@example.com", true)]
    [InlineData("用户@例子.广告", true)]
    [InlineData(null, true)]
    [InlineData("ann", false)]
    [InlineData("@example.com", false)]
    [InlineData("ann@", false)]
    [InlineData("a@b@c", false)]
    [InlineData("ann @example.com", false)]
    [InlineData("ann@example.com\n", false)]
    [InlineData("ann@example.com\u2028", false)]
    public void E_mail_addresses_have_one_at_sign_and_no_space(string? email, bool valid) =>
        Assert.Equal(valid, ProfileRules.CheckEmail(email, "email") is null);
}
