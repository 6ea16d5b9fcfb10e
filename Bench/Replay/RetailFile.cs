using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace OrleansMicro.Bench.Replay;

/// <summary>Reads a file of <i>Online Retail</i> order lines.</summary>
internal static class RetailFile
{
    /// <summary>The lines in the order of the file. Throws <see cref="FormatException"/>, with its number, for a line of another form.</summary>
    public static List<RetailLine> Read(string path)
    {
        using var reader = new StreamReader(path);
        return Read(reader);
    }

    /// <inheritdoc cref="Read(string)"/>
    public static List<RetailLine> Read(TextReader reader)
    {
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim });
        var lines = new List<RetailLine>();
        try
        {
            csv.Read();
            csv.ReadHeader();
            while (csv.Read()) lines.Add(ReadLine(csv));
        }
        catch (Exception bad) when (bad is CsvHelperException or FormatException)
        {
            throw new FormatException($"Line {csv.Parser.RawRow} cannot be read: {FirstLine(bad.Message)}", bad);
        }

        return lines;
    }

    /// <summary>Pence; throws <see cref="FormatException"/> where the price is no whole number of them, rather than rounding money.</summary>
    public static long ToMinor(decimal price)
    {
        var minor = price * 100;
        return decimal.IsInteger(minor) ? (long)minor : throw new FormatException($"The price {price} is no whole number of pence.");
    }

    private static RetailLine ReadLine(CsvReader csv) => new(
        Text(csv, "InvoiceNo"),
        Text(csv, "StockCode"),
        Text(csv, "Description"),
        csv.GetField<int>("Quantity"),
        ToMinor(csv.GetField<decimal>("UnitPrice")),
        Text(csv, "CustomerID"),
        Text(csv, "Country"));

    private static string Text(CsvReader csv, string column) => csv.GetField(column) ?? "";

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd();
}
