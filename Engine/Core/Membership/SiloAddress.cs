using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;

namespace Orleans.Runtime;

/// <summary>One life of a silo: address, port and a generation that every restart raises.</summary>
[GenerateSerializer, Immutable]
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>, ISpanFormattable, IParsable<SiloAddress>
{
    private static readonly DateTime Epoch = new(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static int _lastGeneration;

    [Id(0)]
    private readonly string _text;

    private IPEndPoint? _endpoint;
    private ulong _hash;

    private SiloAddress(string text) => _text = text;

    /// <summary>The address of nothing.</summary>
    public static SiloAddress Zero { get; } = New(new IPAddress(0), 0, 0);

    /// <summary>Address and port.</summary>
    public IPEndPoint Endpoint => _endpoint ??= IPEndPoint.Parse(_text.AsSpan(0, _text.LastIndexOf('@')));

    /// <summary>The life of the silo; negative for clients.</summary>
    public int Generation => int.Parse(_text.AsSpan(_text.LastIndexOf('@') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>Whether this addresses a client.</summary>
    public bool IsClient => Generation < 0;

    /// <summary>A 64-bit hash that is the same in every process.</summary>
    internal ulong PlacementHash
    {
        get
        {
            if (_hash == 0)
            {
                var bytes = Encoding.UTF8.GetBytes(_text);
                _hash = ((ulong)StableHash.ComputeHash(bytes) << 32) | 1 | StableHash.ComputeHash([.. bytes, (byte)'#']);
            }

            return _hash;
        }
    }

    /// <summary>Makes an address.</summary>
    public static SiloAddress New(IPEndPoint ep, int gen)
    {
        ArgumentNullException.ThrowIfNull(ep);
        return new(string.Create(CultureInfo.InvariantCulture, $"{ep}@{gen}")) { _endpoint = ep };
    }

    /// <summary>Makes an address.</summary>
    public static SiloAddress New(IPAddress address, int port, int generation) => New(new IPEndPoint(address, port), generation);

    /// <summary>A generation higher than any before on this machine.</summary>
    public static int AllocateNewGeneration()
    {
        var now = (int)((TimeProvider.System.GetUtcNow().UtcDateTime - Epoch).Ticks / TimeSpan.TicksPerSecond);
        while (true)
        {
            var last = Volatile.Read(ref _lastGeneration);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _lastGeneration, next, last) == last)
                return next;
        }
    }

    /// <summary>Reads what <see cref="ToParsableString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no address.</exception>
    public static SiloAddress FromParsableString(string addr) => Parse(addr, null);

    /// <inheritdoc/>
    public static SiloAddress Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Invalid string SiloAddress: " + s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out SiloAddress result)
    {
        result = null;
        var at = s?.LastIndexOf('@') ?? -1;
        if (at <= 0
            || !IPEndPoint.TryParse(s.AsSpan(0, at), out var endpoint)
            || !int.TryParse(s.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation))
            return false;
        result = New(endpoint, generation);
        return true;
    }

    /// <summary>A text that <see cref="FromParsableString"/> reads.</summary>
    public string ToParsableString() => _text;

    /// <summary>A hash that is the same in every process.</summary>
    public int GetConsistentHashCode() => (int)(PlacementHash >> 32);

    /// <summary>Whether this is an earlier life of the same silo.</summary>
    public bool IsPredecessorOf(SiloAddress other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Endpoint.Equals(other.Endpoint) && Generation < other.Generation;
    }

    /// <summary>Whether this is a later life of the same silo.</summary>
    public bool IsSuccessorOf(SiloAddress other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.IsPredecessorOf(this);
    }

    /// <inheritdoc/>
    public bool Equals(SiloAddress? other) => other is not null && (ReferenceEquals(this, other) || _text == other._text);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)PlacementHash;

    /// <inheritdoc/>
    public int CompareTo(SiloAddress? other) => string.CompareOrdinal(_text, other?._text);

    /// <inheritdoc/>
    public override string ToString() => "S" + _text;

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite($"S{_text}", out charsWritten);

    /// <summary>Equality.</summary>
    public static bool operator ==(SiloAddress? left, SiloAddress? right) => Equals(left, right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(SiloAddress? left, SiloAddress? right) => !Equals(left, right);

    /// <summary>Order.</summary>
    public static bool operator <(SiloAddress left, SiloAddress right) => Comparer<SiloAddress>.Default.Compare(left, right) < 0;

    /// <summary>Order.</summary>
    public static bool operator >(SiloAddress left, SiloAddress right) => Comparer<SiloAddress>.Default.Compare(left, right) > 0;

    /// <summary>Order.</summary>
    public static bool operator <=(SiloAddress left, SiloAddress right) => Comparer<SiloAddress>.Default.Compare(left, right) <= 0;

    /// <summary>Order.</summary>
    public static bool operator >=(SiloAddress left, SiloAddress right) => Comparer<SiloAddress>.Default.Compare(left, right) >= 0;
}
