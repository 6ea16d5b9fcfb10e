namespace OrleansMicro.Simulation.Clients;

/// <summary>
/// Looks at all products and their stock through one API, again and again, and does not repeat what has no answer: an activation that
/// nobody else reaches, or that is one of two, shows in what it answers.
/// </summary>
internal sealed class Watcher(string id, ShopClients shop, ClientCalls calls)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public async Task Live()
    {
        while (shop.IsOpen)
        {
            await Task.WhenAll(shop.Model.Products.Values.Select(Read));
            await Task.Delay(Period, calls.Clock);
        }
    }

    private async Task Read(ProductKnowledge product)
    {
        await shop.ReadStock(id, calls, product, TimeSpan.Zero);
        await shop.ReadProduct(id, calls, product, TimeSpan.Zero);
    }
}
