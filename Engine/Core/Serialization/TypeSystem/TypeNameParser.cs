namespace Orleans.Serialization.TypeSystem;

/// <summary>Parses <c>Name&lt;Argument,Argument[]&gt;[]</c>. A backslash takes the special meaning from the next character.</summary>
internal sealed class TypeNameParser(string text, Func<string, Type?> find)
{
    private const int MaxDepth = 64;
    private const int MaxRank = 32;
    private int _position;

    /// <summary>The type, or null if the text or a name in it is wrong.</summary>
    public Type? Parse()
    {
        var type = ParseType(0);
        return _position == text.Length ? type : null;
    }

    private Type? ParseType(int depth)
    {
        if (depth > MaxDepth)
        {
            return null;
        }

        var type = find(ReadName());
        if (Take('<'))
        {
            type = ParseArguments(type, depth);
        }

        while (type is not null && Take('['))
        {
            var rank = 1;
            while (Take(','))
            {
                rank++;
            }

            if (!Take(']') || rank > MaxRank)
            {
                return null;
            }

            type = rank == 1 ? type.MakeArrayType() : type.MakeArrayType(rank);
        }

        return type;
    }

    private Type? ParseArguments(Type? definition, int depth)
    {
        var arguments = new List<Type>();
        do
        {
            if (ParseType(depth + 1) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }
        while (Take(','));

        return Take('>') && definition is { IsGenericTypeDefinition: true } && definition.GetGenericArguments().Length == arguments.Count
            ? definition.MakeGenericType([.. arguments])
            : null;
    }

    private string ReadName()
    {
        var start = _position;
        while (_position < text.Length && "<>[],".IndexOf(text[_position], StringComparison.Ordinal) < 0)
        {
            _position += text[_position] == '\\' ? 2 : 1;
        }

        _position = Math.Min(_position, text.Length);
        return text[start.._position];
    }

    private bool Take(char expected)
    {
        if (_position >= text.Length || text[_position] != expected)
        {
            return false;
        }

        _position++;
        return true;
    }
}
