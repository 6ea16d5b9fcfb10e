using static OrleansMicro.Tests.Engine.Serialization.SerializationFixture;

namespace OrleansMicro.Tests.Engine.Serialization;

public sealed class ExceptionTests
{
    [Fact]
    public void Restores_type_message_stack_and_cause_of_an_exception()
    {
        var read = Assert.IsType<InvalidOperationException>(RoundTrip<Exception>(Thrown()));

        Assert.Equal("outer", read.Message);
        Assert.Contains(nameof(Thrown), read.StackTrace, StringComparison.Ordinal);
        var inner = Assert.IsType<ArgumentException>(read.InnerException);
        Assert.Equal("bad (Parameter 'quantity')", inner.Message);
    }

    [Fact]
    public void Restores_the_members_of_a_serializable_exception()
    {
        var read = Assert.IsType<OutOfStockException>(RoundTrip<Exception>(new OutOfStockException("none left", 3)));

        Assert.Equal(("none left", 3), (read.Message, read.Missing));
    }

    [Fact]
    public void Restores_all_inner_exceptions_of_an_aggregate()
    {
        var aggregate = new AggregateException("several", new TimeoutException("late"), new OutOfStockException("none", 1));

        var read = Assert.IsType<AggregateException>(RoundTrip<Exception>(aggregate));

        Assert.Collection(
            read.InnerExceptions,
            first => Assert.IsType<TimeoutException>(first),
            second => Assert.Equal(1, Assert.IsType<OutOfStockException>(second).Missing));
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("outer", new ArgumentException("bad", "quantity"));
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }

    [GenerateSerializer]
    public sealed class OutOfStockException : Exception
    {
        public OutOfStockException()
        {
        }

        public OutOfStockException(string message)
            : base(message)
        {
        }

        public OutOfStockException(string message, Exception innerException)
            : base(message, innerException)
        {
        }

        public OutOfStockException(string message, int missing)
            : base(message)
            => Missing = missing;

        [Id(0)]
        public int Missing { get; }
    }
}
