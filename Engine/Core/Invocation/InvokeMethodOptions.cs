namespace Orleans.CodeGeneration;

/// <summary>How a call is sent and scheduled.</summary>
[Flags]
public enum InvokeMethodOptions
{
    /// <summary>An ordinary call.</summary>
    None = 0,

    /// <summary>No answer is sent.</summary>
    OneWay = 1 << 0,

    /// <summary>May run together with other read-only calls.</summary>
    ReadOnly = 1 << 1,

    /// <summary>May run together with any call.</summary>
    AlwaysInterleave = 1 << 2,

    /// <summary>The order among calls does not matter.</summary>
    Unordered = 1 << 3,
}
