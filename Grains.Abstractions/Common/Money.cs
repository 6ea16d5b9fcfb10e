namespace OrleansMicro;

/// <summary>An amount of money in minor units (pence, cents) of one ISO-4217 currency. Never a fraction, never a float.</summary>
/// <param name="Minor">Minor units; negative only where a difference is meant.</param>
/// <param name="Currency">Three upper-case letters, for example <c>GBP</c>.</param>
[GenerateSerializer, Immutable, Alias("om.money")]
public readonly record struct Money([property: Id(0)] long Minor, [property: Id(1)] string Currency)
{
    /// <summary>No money of this currency.</summary>
    public static Money Zero(string currency) => new(0, currency);

    /// <summary>The sum; throws <see cref="InvalidOperationException"/> for two currencies and <see cref="OverflowException"/> past <see cref="long"/>.</summary>
    public static Money operator +(Money left, Money right) => new(checked(left.Minor + SameCurrency(left, right)), left.Currency);

    /// <summary>The difference; the same errors as addition.</summary>
    public static Money operator -(Money left, Money right) => new(checked(left.Minor - SameCurrency(left, right)), left.Currency);

    /// <summary>The amount taken <paramref name="count"/> times; <see cref="OverflowException"/> past <see cref="long"/>.</summary>
    public static Money operator *(Money amount, int count) => new(checked(amount.Minor * count), amount.Currency);

    /// <inheritdoc cref="op_Addition"/>
    public static Money Add(Money left, Money right) => left + right;

    /// <inheritdoc cref="op_Subtraction"/>
    public static Money Subtract(Money left, Money right) => left - right;

    /// <inheritdoc cref="op_Multiply"/>
    public static Money Multiply(Money amount, int count) => amount * count;

    /// <inheritdoc/>
    public override string ToString() => $"{Minor} {Currency}";

    private static long SameCurrency(Money left, Money right) => left.Currency == right.Currency
        ? right.Minor
        : throw new InvalidOperationException($"Cannot combine {left.Currency} with {right.Currency}.");
}
