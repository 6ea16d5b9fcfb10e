using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>Tuples are written as the value tuples of the same items.</summary>
internal abstract class TupleCodecBase<TTuple, TValue> : Codec<TTuple>
    where TTuple : class
    where TValue : struct
{
    public sealed override bool IsShallow => CodecOf<TValue>.IsShallow;

    public sealed override void WriteField(ref MessageWriter writer, uint delta, TTuple value)
    {
        if (!writer.TryWriteReference(delta, value))
        {
            CodecOf<TValue>.Value.WriteField(ref writer, delta, ToValue(value));
        }
    }

    public sealed override TTuple ReadValue(ref MessageReader reader, Field field)
    {
        if (field.WireType != WireType.Object)
        {
            return (TTuple)RuntimeTyped.Read(ref reader, field, this)!;
        }

        var tuple = FromValue(CodecOf<TValue>.Value.ReadValue(ref reader, field));
        reader.AddObject(field, tuple);
        return tuple;
    }

    public sealed override TTuple Copy(TTuple value, CopyContext context)
    {
        if (value is null || IsShallow)
        {
            return value!;
        }

        if (!context.TryGetCopy(value, out var copy))
        {
            copy = FromValue(CodecOf<TValue>.Copy(ToValue(value), context));
            context.RecordCopy(value, copy);
        }

        return copy;
    }

    protected abstract TValue ToValue(TTuple value);

    protected abstract TTuple FromValue(TValue value);
}

internal sealed class TupleCodec<T1> : TupleCodecBase<Tuple<T1>, ValueTuple<T1>>
{
    protected override ValueTuple<T1> ToValue(Tuple<T1> value) => new(value.Item1);

    protected override Tuple<T1> FromValue(ValueTuple<T1> value) => new(value.Item1);
}

internal sealed class TupleCodec<T1, T2> : TupleCodecBase<Tuple<T1, T2>, ValueTuple<T1, T2>>
{
    protected override ValueTuple<T1, T2> ToValue(Tuple<T1, T2> value) => new(value.Item1, value.Item2);

    protected override Tuple<T1, T2> FromValue(ValueTuple<T1, T2> value) => new(value.Item1, value.Item2);
}

internal sealed class TupleCodec<T1, T2, T3> : TupleCodecBase<Tuple<T1, T2, T3>, ValueTuple<T1, T2, T3>>
{
    protected override ValueTuple<T1, T2, T3> ToValue(Tuple<T1, T2, T3> value) => new(value.Item1, value.Item2, value.Item3);

    protected override Tuple<T1, T2, T3> FromValue(ValueTuple<T1, T2, T3> value) => new(value.Item1, value.Item2, value.Item3);
}

internal sealed class TupleCodec<T1, T2, T3, T4> : TupleCodecBase<Tuple<T1, T2, T3, T4>, ValueTuple<T1, T2, T3, T4>>
{
    protected override ValueTuple<T1, T2, T3, T4> ToValue(Tuple<T1, T2, T3, T4> value) => new(value.Item1, value.Item2, value.Item3, value.Item4);

    protected override Tuple<T1, T2, T3, T4> FromValue(ValueTuple<T1, T2, T3, T4> value) => new(value.Item1, value.Item2, value.Item3, value.Item4);
}

internal sealed class TupleCodec<T1, T2, T3, T4, T5> : TupleCodecBase<Tuple<T1, T2, T3, T4, T5>, ValueTuple<T1, T2, T3, T4, T5>>
{
    protected override ValueTuple<T1, T2, T3, T4, T5> ToValue(Tuple<T1, T2, T3, T4, T5> value) => new(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5);

    protected override Tuple<T1, T2, T3, T4, T5> FromValue(ValueTuple<T1, T2, T3, T4, T5> value) => new(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5);
}

internal sealed class TupleCodec<T1, T2, T3, T4, T5, T6> : TupleCodecBase<Tuple<T1, T2, T3, T4, T5, T6>, ValueTuple<T1, T2, T3, T4, T5, T6>>
{
    protected override ValueTuple<T1, T2, T3, T4, T5, T6> ToValue(Tuple<T1, T2, T3, T4, T5, T6> value) => new(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5, value.Item6);

    protected override Tuple<T1, T2, T3, T4, T5, T6> FromValue(ValueTuple<T1, T2, T3, T4, T5, T6> value) => new(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5, value.Item6);
}

internal sealed class TupleCodec<T1, T2, T3, T4, T5, T6, T7> : TupleCodecBase<Tuple<T1, T2, T3, T4, T5, T6, T7>, ValueTuple<T1, T2, T3, T4, T5, T6, T7>>
{
    protected override ValueTuple<T1, T2, T3, T4, T5, T6, T7> ToValue(Tuple<T1, T2, T3, T4, T5, T6, T7> value) => new(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5, value.Item6, value.Item7);

    protected override Tuple<T1, T2, T3, T4, T5, T6, T7> FromValue(ValueTuple<T1, T2, T3, T4, T5, T6, T7> value) => new(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5, value.Item6, value.Item7);
}
