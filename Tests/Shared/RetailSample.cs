using OrleansMicro.Bench.Replay;

namespace OrleansMicro.Tests.Shared;

/// <summary>A few lines with every kind of dirt that the real file has.</summary>
internal static class RetailSample
{
    public const string Csv = """
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
        536365,85123A,WHITE HANGING HEART,6,01/12/2010 08:26,2.55,17850,United Kingdom
        536365,85123a,White hanging heart,1,01/12/2010 08:26,2.55,17850,United Kingdom
        536365,71053,"LANTERN, METAL",6,01/12/2010 08:26,3.39,17850,United Kingdom
        536365,71053,"LANTERN, METAL",2,01/12/2010 08:26,3.39,17850,United Kingdom
        536365,71053,"LANTERN, METAL",1,01/12/2010 08:26,3.75,17850,United Kingdom
        536366,71053,"LANTERN, METAL",4,01/12/2010 08:28,3.39,17850,United Kingdom
        C536379,D,Discount,-1,01/12/2010 09:41,27.5,14527,United Kingdom
        536414,22139,,56,01/12/2010 11:52,0,,United Kingdom
        536544,BANK CHARGES,,1,01/12/2010 14:32,15,,United Kingdom
        536545,BANK CHARGES,Bank Charges,2,01/12/2010 14:33,15,,United Kingdom
        536589,21777,,-10,01/12/2010 16:50,0,,United Kingdom
        536600,21777,TIN,3,01/12/2010 16:51,7.95,12583,
        """;

    public static List<RetailLine> Lines() => RetailFile.Read(new StringReader(Csv));

    public static ReplayPlan Plan(string run = "t") => ReplayPlanner.Plan(Lines(), run);
}
