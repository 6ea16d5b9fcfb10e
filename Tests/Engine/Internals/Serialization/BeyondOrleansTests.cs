using OrleansMicro.Tests.Engine.Serialization;
using static OrleansMicro.Tests.Engine.Serialization.SerializationFixture;

namespace OrleansMicro.Tests.Engine.Internals.Serialization;

/// <summary>What the built-in engine can serialize and Orleans cannot.</summary>
public sealed class BeyondOrleansTests
{
    [Fact]
    public void Restores_an_exception_of_the_application_that_has_no_generated_code()
    {
        var thrown = new PlainShopException("closed") { Data = { ["till"] = "monday" } };

        var read = Assert.IsType<PlainShopException>(RoundTrip<Exception>(thrown));

        Assert.Equal(("closed", "monday"), (read.Message, read.Data["till"]));
    }

    [Fact]
    public void Restores_an_enum_without_generated_code_behind_object() => Assert.Equal(Tiny.Some, RoundTrip<object>(Tiny.Some));

    [Fact]
    public void Restores_linked_lists_and_results_of_queries()
    {
        Assert.Equal(["a", "b"], RoundTrip(new LinkedList<string>(["a", "b"])));
        Assert.Equal([2, 3], RoundTrip(new[] { 1, 2 }.Select(number => number + 1)));
        Assert.Equal([1, 2], RoundTrip<IReadOnlyList<int>>([1, 2]));
    }

    public sealed class PlainShopException : Exception
    {
        public PlainShopException()
        {
        }

        public PlainShopException(string message)
            : base(message)
        {
        }

        public PlainShopException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }
}
