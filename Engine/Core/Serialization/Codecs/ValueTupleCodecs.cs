using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>The members of value tuples: one field per item, all present and in order.</summary>
internal static class TupleItems
{
    public static void Write<T>(ref MessageWriter writer, uint delta, T item) => CodecOf<T>.Value.WriteField(ref writer, delta, item);

    public static T Read<T>(ref MessageReader reader) => Elements.ReadItem(ref reader, CodecOf<T>.Value);

    public static void ReadEnd(ref MessageReader reader) => MessageReader.Expect(reader.ReadField(), WireType.End);

    public static void Copy<T>(ref T item, CopyContext context) => item = CodecOf<T>.Copy(item, context);
}

internal sealed class ValueTupleCodec<T1>() : StructCodec<ValueTuple<T1>>(
    CodecOf<T1>.IsShallow)
{
    public override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1> value)
    {
        TupleItems.Write(ref writer, 0, value.Item1);
    }

    public override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1> value)
    {
        value.Item1 = TupleItems.Read<T1>(ref reader);
        TupleItems.ReadEnd(ref reader);
    }

    public override void CopyMembers(ref ValueTuple<T1> value, CopyContext context)
    {
        TupleItems.Copy(ref value.Item1, context);
    }
}

internal sealed class ValueTupleCodec<T1, T2>() : StructCodec<ValueTuple<T1, T2>>(
    CodecOf<T1>.IsShallow && CodecOf<T2>.IsShallow)
{
    public override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2> value)
    {
        TupleItems.Write(ref writer, 0, value.Item1);
        TupleItems.Write(ref writer, 1, value.Item2);
    }

    public override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2> value)
    {
        value.Item1 = TupleItems.Read<T1>(ref reader);
        value.Item2 = TupleItems.Read<T2>(ref reader);
        TupleItems.ReadEnd(ref reader);
    }

    public override void CopyMembers(ref ValueTuple<T1, T2> value, CopyContext context)
    {
        TupleItems.Copy(ref value.Item1, context);
        TupleItems.Copy(ref value.Item2, context);
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3>() : StructCodec<ValueTuple<T1, T2, T3>>(
    CodecOf<T1>.IsShallow && CodecOf<T2>.IsShallow && CodecOf<T3>.IsShallow)
{
    public override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2, T3> value)
    {
        TupleItems.Write(ref writer, 0, value.Item1);
        TupleItems.Write(ref writer, 1, value.Item2);
        TupleItems.Write(ref writer, 1, value.Item3);
    }

    public override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2, T3> value)
    {
        value.Item1 = TupleItems.Read<T1>(ref reader);
        value.Item2 = TupleItems.Read<T2>(ref reader);
        value.Item3 = TupleItems.Read<T3>(ref reader);
        TupleItems.ReadEnd(ref reader);
    }

    public override void CopyMembers(ref ValueTuple<T1, T2, T3> value, CopyContext context)
    {
        TupleItems.Copy(ref value.Item1, context);
        TupleItems.Copy(ref value.Item2, context);
        TupleItems.Copy(ref value.Item3, context);
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4>() : StructCodec<ValueTuple<T1, T2, T3, T4>>(
    CodecOf<T1>.IsShallow && CodecOf<T2>.IsShallow && CodecOf<T3>.IsShallow && CodecOf<T4>.IsShallow)
{
    public override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2, T3, T4> value)
    {
        TupleItems.Write(ref writer, 0, value.Item1);
        TupleItems.Write(ref writer, 1, value.Item2);
        TupleItems.Write(ref writer, 1, value.Item3);
        TupleItems.Write(ref writer, 1, value.Item4);
    }

    public override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2, T3, T4> value)
    {
        value.Item1 = TupleItems.Read<T1>(ref reader);
        value.Item2 = TupleItems.Read<T2>(ref reader);
        value.Item3 = TupleItems.Read<T3>(ref reader);
        value.Item4 = TupleItems.Read<T4>(ref reader);
        TupleItems.ReadEnd(ref reader);
    }

    public override void CopyMembers(ref ValueTuple<T1, T2, T3, T4> value, CopyContext context)
    {
        TupleItems.Copy(ref value.Item1, context);
        TupleItems.Copy(ref value.Item2, context);
        TupleItems.Copy(ref value.Item3, context);
        TupleItems.Copy(ref value.Item4, context);
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4, T5>() : StructCodec<ValueTuple<T1, T2, T3, T4, T5>>(
    CodecOf<T1>.IsShallow && CodecOf<T2>.IsShallow && CodecOf<T3>.IsShallow && CodecOf<T4>.IsShallow
        && CodecOf<T5>.IsShallow)
{
    public override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2, T3, T4, T5> value)
    {
        TupleItems.Write(ref writer, 0, value.Item1);
        TupleItems.Write(ref writer, 1, value.Item2);
        TupleItems.Write(ref writer, 1, value.Item3);
        TupleItems.Write(ref writer, 1, value.Item4);
        TupleItems.Write(ref writer, 1, value.Item5);
    }

    public override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2, T3, T4, T5> value)
    {
        value.Item1 = TupleItems.Read<T1>(ref reader);
        value.Item2 = TupleItems.Read<T2>(ref reader);
        value.Item3 = TupleItems.Read<T3>(ref reader);
        value.Item4 = TupleItems.Read<T4>(ref reader);
        value.Item5 = TupleItems.Read<T5>(ref reader);
        TupleItems.ReadEnd(ref reader);
    }

    public override void CopyMembers(ref ValueTuple<T1, T2, T3, T4, T5> value, CopyContext context)
    {
        TupleItems.Copy(ref value.Item1, context);
        TupleItems.Copy(ref value.Item2, context);
        TupleItems.Copy(ref value.Item3, context);
        TupleItems.Copy(ref value.Item4, context);
        TupleItems.Copy(ref value.Item5, context);
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4, T5, T6>() : StructCodec<ValueTuple<T1, T2, T3, T4, T5, T6>>(
    CodecOf<T1>.IsShallow && CodecOf<T2>.IsShallow && CodecOf<T3>.IsShallow && CodecOf<T4>.IsShallow
        && CodecOf<T5>.IsShallow && CodecOf<T6>.IsShallow)
{
    public override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2, T3, T4, T5, T6> value)
    {
        TupleItems.Write(ref writer, 0, value.Item1);
        TupleItems.Write(ref writer, 1, value.Item2);
        TupleItems.Write(ref writer, 1, value.Item3);
        TupleItems.Write(ref writer, 1, value.Item4);
        TupleItems.Write(ref writer, 1, value.Item5);
        TupleItems.Write(ref writer, 1, value.Item6);
    }

    public override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2, T3, T4, T5, T6> value)
    {
        value.Item1 = TupleItems.Read<T1>(ref reader);
        value.Item2 = TupleItems.Read<T2>(ref reader);
        value.Item3 = TupleItems.Read<T3>(ref reader);
        value.Item4 = TupleItems.Read<T4>(ref reader);
        value.Item5 = TupleItems.Read<T5>(ref reader);
        value.Item6 = TupleItems.Read<T6>(ref reader);
        TupleItems.ReadEnd(ref reader);
    }

    public override void CopyMembers(ref ValueTuple<T1, T2, T3, T4, T5, T6> value, CopyContext context)
    {
        TupleItems.Copy(ref value.Item1, context);
        TupleItems.Copy(ref value.Item2, context);
        TupleItems.Copy(ref value.Item3, context);
        TupleItems.Copy(ref value.Item4, context);
        TupleItems.Copy(ref value.Item5, context);
        TupleItems.Copy(ref value.Item6, context);
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4, T5, T6, T7>() : StructCodec<ValueTuple<T1, T2, T3, T4, T5, T6, T7>>(
    CodecOf<T1>.IsShallow && CodecOf<T2>.IsShallow && CodecOf<T3>.IsShallow && CodecOf<T4>.IsShallow
        && CodecOf<T5>.IsShallow && CodecOf<T6>.IsShallow && CodecOf<T7>.IsShallow)
{
    public override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2, T3, T4, T5, T6, T7> value)
    {
        TupleItems.Write(ref writer, 0, value.Item1);
        TupleItems.Write(ref writer, 1, value.Item2);
        TupleItems.Write(ref writer, 1, value.Item3);
        TupleItems.Write(ref writer, 1, value.Item4);
        TupleItems.Write(ref writer, 1, value.Item5);
        TupleItems.Write(ref writer, 1, value.Item6);
        TupleItems.Write(ref writer, 1, value.Item7);
    }

    public override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2, T3, T4, T5, T6, T7> value)
    {
        value.Item1 = TupleItems.Read<T1>(ref reader);
        value.Item2 = TupleItems.Read<T2>(ref reader);
        value.Item3 = TupleItems.Read<T3>(ref reader);
        value.Item4 = TupleItems.Read<T4>(ref reader);
        value.Item5 = TupleItems.Read<T5>(ref reader);
        value.Item6 = TupleItems.Read<T6>(ref reader);
        value.Item7 = TupleItems.Read<T7>(ref reader);
        TupleItems.ReadEnd(ref reader);
    }

    public override void CopyMembers(ref ValueTuple<T1, T2, T3, T4, T5, T6, T7> value, CopyContext context)
    {
        TupleItems.Copy(ref value.Item1, context);
        TupleItems.Copy(ref value.Item2, context);
        TupleItems.Copy(ref value.Item3, context);
        TupleItems.Copy(ref value.Item4, context);
        TupleItems.Copy(ref value.Item5, context);
        TupleItems.Copy(ref value.Item6, context);
        TupleItems.Copy(ref value.Item7, context);
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4, T5, T6, T7, TRest>() : StructCodec<ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>>(
    CodecOf<T1>.IsShallow && CodecOf<T2>.IsShallow && CodecOf<T3>.IsShallow && CodecOf<T4>.IsShallow
        && CodecOf<T5>.IsShallow && CodecOf<T6>.IsShallow && CodecOf<T7>.IsShallow && CodecOf<TRest>.IsShallow)
    where TRest : struct
{
    public override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> value)
    {
        TupleItems.Write(ref writer, 0, value.Item1);
        TupleItems.Write(ref writer, 1, value.Item2);
        TupleItems.Write(ref writer, 1, value.Item3);
        TupleItems.Write(ref writer, 1, value.Item4);
        TupleItems.Write(ref writer, 1, value.Item5);
        TupleItems.Write(ref writer, 1, value.Item6);
        TupleItems.Write(ref writer, 1, value.Item7);
        TupleItems.Write(ref writer, 1, value.Rest);
    }

    public override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> value)
    {
        value.Item1 = TupleItems.Read<T1>(ref reader);
        value.Item2 = TupleItems.Read<T2>(ref reader);
        value.Item3 = TupleItems.Read<T3>(ref reader);
        value.Item4 = TupleItems.Read<T4>(ref reader);
        value.Item5 = TupleItems.Read<T5>(ref reader);
        value.Item6 = TupleItems.Read<T6>(ref reader);
        value.Item7 = TupleItems.Read<T7>(ref reader);
        value.Rest = TupleItems.Read<TRest>(ref reader);
        TupleItems.ReadEnd(ref reader);
    }

    public override void CopyMembers(ref ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> value, CopyContext context)
    {
        TupleItems.Copy(ref value.Item1, context);
        TupleItems.Copy(ref value.Item2, context);
        TupleItems.Copy(ref value.Item3, context);
        TupleItems.Copy(ref value.Item4, context);
        TupleItems.Copy(ref value.Item5, context);
        TupleItems.Copy(ref value.Item6, context);
        TupleItems.Copy(ref value.Item7, context);
        TupleItems.Copy(ref value.Rest, context);
    }
}
