namespace OrleansMicro.Orders;

/// <summary>
/// What an order does next. The steps up to <see cref="Confirming"/> can all be undone and done again, so of these only those that
/// decide something are written (<see cref="CheckoutStateMachine.RequiresWrite"/>). <see cref="Capturing"/> and <see cref="Rejecting"/> are the two ways out of
/// them: whichever is written first holds, because the other write then meets another ETag.
/// </summary>
public enum OrderStep
{
    /// <summary>Not placed.</summary>
    None,

    /// <summary>Holding the units of every line.</summary>
    Reserving,

    /// <summary>Holding the money; lines and total are fixed.</summary>
    Authorising,

    /// <summary>Taking the units off the stock.</summary>
    Confirming,

    /// <summary>Taking the money. From here on it only goes forward, unless the provider says for certain that it will not pay.</summary>
    Capturing,

    /// <summary>Making the packages, entering the sellers' ledgers, settling the cart.</summary>
    Finishing,

    /// <summary>End.</summary>
    Paid,

    /// <summary>Giving back units and money, whatever there may be of it; settling the cart.</summary>
    Rejecting,

    /// <summary>End.</summary>
    Rejected,

    /// <summary>Asking the shipment to stop. It may refuse, then the order is <see cref="Paid"/> again.</summary>
    Cancelling,

    /// <summary>Stopped: refunding, returning the units, telling the sellers.</summary>
    Refunding,

    /// <summary>End.</summary>
    Cancelled,
}
