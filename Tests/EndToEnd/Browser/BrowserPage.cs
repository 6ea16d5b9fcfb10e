using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansMicro.Tests.EndToEnd.Browser;

/// <summary>A page of a browser, over the browser's debugging protocol.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _receiving = Task.CompletedTask;
    private int _lastId;

    private BrowserPage()
    {
    }

    /// <summary>Everything that the page's console shows as an error, also what the browser itself reports there.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    internal static async Task<BrowserPage> Connect(Uri address)
    {
        var page = new BrowserPage();
        await page._socket.ConnectAsync(address, CancellationToken.None);
        page._receiving = page.Receive();
        await page.Send("Page.enable");
        await page.Send("Runtime.enable");
        await page.Send("Log.enable");
        await page.Send("Network.enable");
        return page;
    }

    /// <summary>Loads an address and waits until all that belongs to it is there.</summary>
    public async Task Open(Uri address)
    {
        _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = await Send("Page.navigate", new JsonObject { ["url"] = address.ToString() });
        Assert.False(answer.TryGetProperty("errorText", out var error), $"{address}: {error}");
        await _loaded.Task.WaitAsync(Patience);
    }

    /// <summary>The value of a JavaScript expression.</summary>
    public async Task<JsonElement> Evaluate(string expression)
    {
        var answer = await Send("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.False(answer.TryGetProperty("exceptionDetails", out var details), $"{expression}: {details}");
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    /// <summary>The text of the first element that a selector finds, or nothing.</summary>
    public async Task<string> TextOf(string selector) =>
        (await Evaluate($"document.querySelector({JsonSerializer.Serialize(selector)})?.innerText ?? ''")).GetString() ?? "";

    /// <summary>Waits until a JavaScript expression is true.</summary>
    public Task Until(string expression, string what) =>
        Eventually.Holds(async () => (await Evaluate($"!!({expression})")).GetBoolean(), what);

    /// <summary>Makes the window so large, and light or dark.</summary>
    public async Task SetWindow(int width, int height, bool dark = false)
    {
        await Send("Emulation.setDeviceMetricsOverride", new JsonObject
        {
            ["width"] = width,
            ["height"] = height,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = width < 600,
        });
        await Send("Emulation.setEmulatedMedia", new JsonObject
        {
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }),
        });
    }

    /// <summary>Gives this name and password to whatever server asks.</summary>
    public async Task SignIn(string user, string password) => await Send("Network.setExtraHTTPHeaders", new JsonObject
    {
        ["headers"] = new JsonObject { ["Authorization"] = "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user}:{password}")) },
    });

    /// <summary>A picture of the window as PNG.</summary>
    public async Task<byte[]> Screenshot()
    {
        var answer = await Send("Page.captureScreenshot", new JsonObject { ["format"] = "png" });
        return answer.GetProperty("data").GetBytesFromBase64();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _stop.Dispose();
        _sending.Dispose();
    }

    private async Task<JsonElement> Send(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref _lastId);
        var waiting = _waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] });
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }

        return await waiting.Task.WaitAsync(Patience);
    }

    private async Task Receive()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, _stop.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                using var document = JsonDocument.Parse(message.GetBuffer().AsMemory(0, (int)message.Length));
                Take(document.RootElement.Clone());
                message.SetLength(0);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            foreach (var waiting in _waiting.Values)
                waiting.TrySetException(new InvalidOperationException("The browser is gone.", e));
        }
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("id", out var id))
        {
            if (!_waiting.TryRemove(id.GetInt32(), out var waiting))
                return;
            if (message.TryGetProperty("error", out var error))
                waiting.TrySetException(new InvalidOperationException(error.ToString()));
            else
                waiting.TrySetResult(message.GetProperty("result"));
            return;
        }

        var parameters = message.GetProperty("params");
        switch (message.GetProperty("method").GetString())
        {
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Runtime.exceptionThrown":
                _errors.Enqueue(parameters.GetProperty("exceptionDetails").ToString());
                break;
            case "Runtime.consoleAPICalled" when parameters.GetProperty("type").GetString() == "error":
                _errors.Enqueue(parameters.GetProperty("args").ToString());
                break;
            case "Log.entryAdded" when parameters.GetProperty("entry").GetProperty("level").GetString() == "error":
                _errors.Enqueue(parameters.GetProperty("entry").ToString());
                break;
            default:
                break;
        }
    }
}
