namespace Orleans.Reminders.Redis;

/// <summary>Redis failed to do what the reminder table asked. After a change the outcome is unknown: it may have been made.</summary>
[GenerateSerializer]
public class RedisRemindersException : Exception
{
    /// <summary>Creates it.</summary>
    public RedisRemindersException()
    {
    }

    /// <summary>Creates it with a message.</summary>
    public RedisRemindersException(string message) : base(message)
    {
    }

    /// <summary>Creates it with a message and its cause.</summary>
    public RedisRemindersException(string message, Exception inner) : base(message, inner)
    {
    }
}
