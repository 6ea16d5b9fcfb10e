namespace OrleansMicro.Json;

/// <summary>Explains why a body could not be read, and names the field. Slow, and only used for bad input.</summary>
internal static class JsonDiagnosis
{
    public static ProblemException Explain(ReadOnlySpan<byte> body, JsonTypeInfo type, Exception cause)
    {
        if (body.IsEmpty)
            return new(ProblemCodes.Missing, "The body is missing. Send a JSON object.", "$", cause);
        try
        {
            using var document = JsonDocument.Parse(body.ToArray(), new() { MaxDepth = 16, AllowDuplicateProperties = true });
            return Check(document.RootElement, type, "") ?? Malformed(cause);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Malformed(e);
        }
    }

    private static ProblemException Malformed(Exception cause)
    {
        var at = cause is JsonException { LineNumber: { } line, BytePositionInLine: { } column } ? $" See line {line + 1}, byte {column + 1}." : "";
        return new(ProblemCodes.MalformedJson, "The body must be one well-formed JSON value in UTF-8." + at, "$", cause);
    }

    private static ProblemException? Check(JsonElement value, JsonTypeInfo type, string path) => type.Kind switch
    {
        JsonTypeInfoKind.Object => CheckObject(value, type, path),
        JsonTypeInfoKind.Enumerable => CheckArray(value, type, path),
        _ => CheckScalar(value, type.Type, path),
    };

    private static ProblemException? CheckObject(JsonElement value, JsonTypeInfo type, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return Wrong(path, "an object");
        var prefix = path.Length == 0 ? "" : path + ".";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            var at = prefix + property.Name;
            if (!seen.Add(property.Name))
                return new(ProblemCodes.DuplicateField, $"'{Shown(at)}' must appear once.", Shown(at));
            var known = type.Properties.FirstOrDefault(candidate => candidate.Name == property.Name);
            if (known is null)
                return new(ProblemCodes.UnknownField, $"'{Shown(at)}' is not a field of this request.", Shown(at));
            var inner = Nullable.GetUnderlyingType(known.PropertyType);
            var isAllowedNull = property.Value.ValueKind == JsonValueKind.Null && (known.IsSetNullable || inner is not null);
            if (!isAllowedNull && Check(property.Value, type.Options.GetTypeInfo(inner ?? known.PropertyType), at) is { } problem)
                return problem;
        }

        return type.Properties.FirstOrDefault(property => property.IsRequired && !seen.Contains(property.Name)) is { } missing
            ? new(ProblemCodes.Missing, $"'{prefix}{missing.Name}' is required.", prefix + missing.Name)
            : null;
    }

    private static ProblemException? CheckArray(JsonElement value, JsonTypeInfo type, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return Wrong(path, "an array");
        var element = type.Options.GetTypeInfo(type.ElementType!);
        return value.EnumerateArray()
            .Select((item, index) => Check(item, element, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]")))
            .FirstOrDefault(problem => problem is not null);
    }

    private static ProblemException? CheckScalar(JsonElement value, Type type, string path)
    {
        if (type == typeof(string))
            return value.ValueKind == JsonValueKind.String ? CheckText(value, path) : Wrong(path, "a string");
        if (type == typeof(bool))
            return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : Wrong(path, "true or false");
        if (type != typeof(int) && type != typeof(long))
            return null;
        if (value.ValueKind != JsonValueKind.Number)
            return Wrong(path, "a number");
        var isWhole = WholeNumberConverter<long>.TryParse(Encoding.ASCII.GetBytes(value.GetRawText()), out var number);
        if (isWhole && (type == typeof(long) || number is >= int.MinValue and <= int.MaxValue))
            return null;
        return double.IsInteger(value.GetDouble()) ? ProblemException.Invalid(path, "is far outside its limits.") : Wrong(path, "a whole number");
    }

    private static ProblemException? CheckText(JsonElement value, string path)
    {
        try
        {
            return value.GetString() is null ? Wrong(path, "a string") : null;
        }
        catch (InvalidOperationException e)
        {
            return new(ProblemCodes.MalformedJson, $"'{path}' is not valid Unicode text.", path, e);
        }
    }

    private static ProblemException Wrong(string path, string expected)
    {
        var field = path.Length == 0 ? "$" : path;
        return new(ProblemCodes.WrongType, $"'{field}' must be {expected}.", field);
    }

    // The client's own name is repeated in the response. Cut it, because it may be huge.
    private static string Shown(string path) => path.Length <= 100 ? path : path[..100];
}
