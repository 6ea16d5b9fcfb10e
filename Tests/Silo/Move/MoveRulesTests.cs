using OrleansMicro.Hosting;
using OrleansMicro.Silo.Move;

namespace OrleansMicro.Tests.Silo.Move;

/// <summary>What the marks of both places allow.</summary>
public sealed class MoveRulesTests
{
    private static readonly MoveMark Source = new("1", MoveRole.Source, MoveStage.Moving, "A", "B", "./run move", default);
    private static readonly MoveMark Target = Source with { Role = MoveRole.Target };
    private static readonly MoveMark Moved = Source with { Stage = MoveStage.Moved };

    [Fact]
    public void Places_without_marks_begin_a_move() => Assert.Null(MoveRules.Continue(null, null, "A", "B"));

    [Fact]
    public void Both_marks_of_a_move_continue_it()
    {
        Assert.Equal("1", MoveRules.Continue(Source, Target, "A", "B"));
        Assert.Equal("1", MoveRules.Continue(Moved, Target, "A", "B"));
    }

    [Fact]
    public void One_mark_alone_continues_between_the_same_places()
    {
        Assert.Equal("1", MoveRules.Continue(Source, null, "A", "B"));
        Assert.Equal("1", MoveRules.Continue(null, Target, "A", "B"));
        Refuses("--undo", Source, null, to: "C");
        Refuses("--undo", null, Target, from: "C");
    }

    [Fact]
    public void A_moved_source_is_refused() => Refuses("only a copy", Moved, null);

    [Fact]
    public void A_half_moved_source_is_refused() => Refuses("only a part", Target, null);

    [Fact]
    public void A_target_of_another_move_is_refused()
    {
        Refuses("another move", Source, Target with { Id = "2" });
        Refuses("another target", null, Source);
        Refuses("another target", null, Moved);
    }

    [Fact]
    public void Only_the_move_between_both_places_is_undone()
    {
        MoveRules.RefuseOthers(null, null, "A", "B");
        MoveRules.RefuseOthers(Source, null, "A", "B");
        MoveRules.RefuseOthers(Moved, null, "A", "B");
        MoveRules.RefuseOthers(null, Target, "A", "B");
        MoveRules.RefuseOthers(Moved, Moved with { From = "B", To = "A" }, "A", "B");
        RefusesUndo(Source, null, to: "C");
        RefusesUndo(Moved, null, to: "C");
        RefusesUndo(null, Target, from: "C");
        RefusesUndo(Source, Target with { Id = "2" });
        RefusesUndo(Target, null);
        RefusesUndo(null, Source);
        RefusesUndo(Moved, Moved with { Id = "2" });
    }

    private static void RefusesUndo(MoveMark? source, MoveMark? target, string from = "A", string to = "B") => Assert.Contains(
        "not the move of these places",
        Assert.Throws<StartException>(() => MoveRules.RefuseOthers(source, target, from, to)).Message, StringComparison.Ordinal);

    private static void Refuses(string reason, MoveMark? source, MoveMark? target, string from = "A", string to = "B")
    {
        var refusal = Assert.Throws<StartException>(() => MoveRules.Continue(source, target, from, to)).Message;
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
        Assert.Contains("./run move", refusal, StringComparison.Ordinal);
    }
}
