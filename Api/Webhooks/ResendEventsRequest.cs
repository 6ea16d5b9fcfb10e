namespace OrleansMicro.Webhooks;

/// <summary>Which events are sent once more: those that match all fields. One field at least.</summary>
internal sealed class ResendEventsRequest : JsonRequest<ResendEventsRequest>
{
    /// <summary>Whether events that were given up are sent, rather than those of the log.</summary>
    public bool DeadLetters { get; set; }

    /// <summary>Events of this subject, such as orders/8c1d9e3a47608b1c2d3e4f5061728394.</summary>
    [EventSubject] public string? Subject { get; set; }

    /// <summary>Events of the subject from this sequence on.</summary>
    public long? FromSequence { get; set; }

    /// <summary>Events of the subject up to this sequence, which is included.</summary>
    public long? ToSequence { get; set; }

    /// <summary>Events from this time on.</summary>
    [Timestamp] public string? From { get; set; }

    /// <summary>Events before this time.</summary>
    [Timestamp] public string? Until { get; set; }

    public ResendEvents ToCommand(IdempotencyKey key)
    {
        if (!DeadLetters && Subject is null && From is null)
            throw new ProblemException(ProblemCodes.Missing, "Name 'deadLetters', 'subject' or 'from'.", "$");
        if (Subject is null && (FromSequence ?? ToSequence) is not null)
            throw new ProblemException(ProblemCodes.Missing, "A sequence belongs to a subject.", "subject");
        return new(
            key.ToOperationId("resend"), DeadLetters, Subject, FromSequence, ToSequence,
            TimestampAttribute.Parse(From), TimestampAttribute.Parse(Until));
    }
}
