namespace Orleans.Persistence;

/// <summary>
/// What Redis does in one step. A state that doesn't exist and an empty ETag are the same version. KEYS[2], if given, is the table of the cluster's silos and the
/// last of ARGV the field with the writer's status in it: who is declared dead writes nothing any more, however long ago it sent the write.
/// </summary>
internal static class RedisStorageScripts
{
    /// <summary>Answer of a script that found another version, or that its sender is declared dead.</summary>
    public const int Conflict = -1;

    /// <summary>Stores ARGV[3] under the new version ARGV[2] if the version is ARGV[1]; ARGV[4] is a time to live in seconds or -1.</summary>
    public const string Write =
        Compare + """
        redis.call('HSET', KEYS[1], 'etag', ARGV[2], 'data', ARGV[3])
        if ARGV[4] ~= '-1' then redis.call('EXPIRE', KEYS[1], ARGV[4]) end
        return 0
        """;

    /// <summary>Empties the state under the new version ARGV[2] if the version is ARGV[1].</summary>
    public const string Clear =
        Compare + """
        redis.call('HSET', KEYS[1], 'etag', ARGV[2], 'data', '')
        return 0
        """;

    /// <summary>Deletes the state if its version is ARGV[1].</summary>
    public const string Delete =
        Compare + """
        redis.call('DEL', KEYS[1])
        return 0
        """;

    private const string Compare =
        """
        if (redis.call('HGET', KEYS[1], 'etag') or '') ~= ARGV[1] then return -1 end
        if KEYS[2] and redis.call('HGET', KEYS[2], ARGV[#ARGV]) == '6' then return -1 end

        """;
}
