namespace OrleansMicro;

/// <summary>
/// An amount of money in minor units (pence, cents) of a currency of ISO 4217. It is always a whole number.
/// </summary>
/// <param name="Minor">The amount in minor units. Only a difference can be negative.</param>
/// <param name="Currency">The currency code, for example <c>GBP</c>.</param>
[GenerateSerializer, Immutable, Alias("om.money")]
public readonly record struct Money([property: Id(0)] long Minor, [property: Id(1)] string Currency)
{
    /// <summary>The amount zero in a currency.</summary>
    public static Money Zero(string currency) => new(0, currency);

    /// <summary>Adds two amounts of one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The sum does not fit into <see cref="long"/>.</exception>
    public static Money operator +(Money left, Money right) => new(checked(left.Minor + SameCurrency(left, right)), left.Currency);

    /// <summary>Subtracts an amount from another of the same currency. The errors are those of addition.</summary>
    public static Money operator -(Money left, Money right) => new(checked(left.Minor - SameCurrency(left, right)), left.Currency);

    /// <summary>Multiplies an amount by a number.</summary>
    /// <exception cref="OverflowException">The product does not fit into <see cref="long"/>.</exception>
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
