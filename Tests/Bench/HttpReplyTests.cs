using System.Text;
using OrleansMicro.Bench.Load;

namespace OrleansMicro.Tests.Bench;

public sealed class HttpReplyTests
{
    private const string WithLength = "HTTP/1.1 201 Created\r\nDate: now\r\ncontent-LENGTH: 5\r\n\r\nhello";
    private const string InChunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA\r\n, market!?\r\n0\r\n\r\n";

    [Theory]
    [InlineData(WithLength, 201, "hello")]
    [InlineData(InChunks, 200, "hello, market!?")]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", 503, "")]
    public void Reads_a_whole_reply(string text, int status, string body)
    {
        var received = Encoding.ASCII.GetBytes(text);

        Assert.True(HttpReply.TryRead(received, out var reply));

        Assert.Equal(status, reply.Status);
        Assert.Equal(body, Encoding.ASCII.GetString(received, reply.BodyStart, reply.BodyLength));
        Assert.False(reply.Closes);
    }

    [Theory]
    [InlineData(WithLength)]
    [InlineData(InChunks)]
    public void Waits_for_the_last_byte(string text)
    {
        for (var length = 0; length < text.Length; length++)
            Assert.False(HttpReply.TryRead(Encoding.ASCII.GetBytes(text[..length]), out _), $"{length} bytes");
    }

    [Fact]
    public void Sees_that_the_server_closes()
    {
        var received = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        Assert.True(HttpReply.TryRead(received, out var reply));
        Assert.True(reply.Closes);
    }

    [Fact]
    public void Refuses_what_is_not_http() =>
        Assert.Throws<IOException>(() => HttpReply.TryRead(Encoding.ASCII.GetBytes("SSH-2.0-x\r\n\r\n"), out _));
}
