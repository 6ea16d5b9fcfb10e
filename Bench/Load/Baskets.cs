namespace OrleansMicro.Bench.Load;

/// <summary>What a buyer puts into a cart: so many different products of the first ones of the shop.</summary>
/// <param name="Lines">Lines of a purchase.</param>
/// <param name="Products">Products to choose from, at least as many.</param>
internal readonly record struct Baskets(int Lines, int Products)
{
    /// <summary>So many lines of any products.</summary>
    public static Baskets Any(int lines) => new(lines, LoadShop.Products);

    /// <summary>One line of the hot product.</summary>
    public static Baskets Hot { get; } = new(1, 1);

    /// <summary>One line of any product but the hot one.</summary>
    public static Baskets Spread { get; } = new(1, LoadShop.Products) { First = 1 };

    /// <summary>The number of the first product to choose from.</summary>
    public int First { get; init; }

    /// <summary>Picks the products of a purchase.</summary>
    public void Pick(Random random, Span<int> products)
    {
        for (var i = 0; i < products.Length; i++)
        {
            do products[i] = random.Next(First, Products);
            while (products[..i].Contains(products[i]));
        }
    }
}
