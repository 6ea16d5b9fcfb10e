using System.Text.Json;

namespace OrleansMicro.Tests.EndToEnd.TypeScriptClient;

/// <summary>What a client developer does with the committed OpenAPI document.</summary>
[Collection(ProcessTests.Name)]
public sealed class TypeScriptClientTests
{
    private const string Here = "Tests/EndToEnd/TypeScriptClient/";

    [NpmFact]
    public async Task The_document_is_lint_clean_and_a_generated_client_buys()
    {
        using var npm = await NpmFolder.Create($"{Here}package.json", $"{Here}tsconfig.json", $"{Here}purchase.ts", "Api/openapi.json");

        var lint = JsonDocument.Parse(await npm.Run("run", "--silent", "lint")).RootElement.GetProperty("totals");
        Assert.Equal((0, 0), (lint.GetProperty("errors").GetInt32(), lint.GetProperty("warnings").GetInt32()));

        await npm.Run("run", "generate");
        await npm.Run("run", "compile");
        using var data = new TempFolder();
        await using var server = await ServerProcess.Start(data.Path);
        var bought = JsonDocument.Parse(await npm.Run("run", "--silent", "purchase", "--", server.Url.ToString().TrimEnd('/'))).RootElement;

        Assert.Equal(("paid", 3098), (bought.GetProperty("status").GetString(), bought.GetProperty("captured").GetInt32()));
        Assert.True(bought.GetProperty("listed").GetBoolean());
        Assert.Equal("not-found", bought.GetProperty("missing").GetString());
    }
}
