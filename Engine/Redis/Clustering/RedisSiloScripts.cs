namespace Orleans.Clustering.Redis;

/// <summary>
/// What Redis does in one step with the table of a cluster: KEYS[1], a hash. Its fields are <c>version</c>, and per silo <c>s:address</c>
/// (status as a number), <c>m:address</c> (what is known of it, as JSON), <c>b:address</c> (renewals of its lease) and <c>x:address</c>
/// (whom it can't reach). Every script answers with its outcome and then all fields. A change is published in the channel of the key's name.
/// </summary>
internal static class RedisSiloScripts
{
    /// <summary>Answers with the table.</summary>
    public const string Read = Functions + "return answer(0)";

    /// <summary>Sets the status of silo ARGV[1] to ARGV[2] and what is known of it to ARGV[3]; ARGV[4] is a time to live in milliseconds or 0.</summary>
    public const string Set = Functions + """
        local silo, status, before = ARGV[1], ARGV[2], redis.call('HGET', key, 's:' .. ARGV[1])
        if before == '6' then return answer(1) end
        if not before and status ~= '2' then
          if redis.call('HEXISTS', key, 'version') == 0 then return answer(3) end
          return answer(2)
        end
        if before ~= status then
          redis.call('HSET', key, 's:' .. silo, status, 'm:' .. silo, ARGV[3])
          if status == '6' then redis.call('HDEL', key, 'b:' .. silo, 'x:' .. silo) end
          changed()
        end
        if status ~= '6' then redis.call('HINCRBY', key, 'b:' .. silo, 1) end
        if ARGV[4] ~= '0' then redis.call('PEXPIRE', key, ARGV[4]) end
        return answer(0)
        """;

    /// <summary>Renews the lease of silo ARGV[1], which can't reach the silos ARGV[2].</summary>
    public const string Renew = Functions + """
        local silo, status = ARGV[1], redis.call('HGET', key, 's:' .. ARGV[1])
        if status == '6' then return answer(1) end
        if not status then
          if redis.call('HEXISTS', key, 'version') == 0 then return answer(3) end
          return answer(2)
        end
        redis.call('HINCRBY', key, 'b:' .. silo, 1)
        if ARGV[2] == '' then redis.call('HDEL', key, 'x:' .. silo) else redis.call('HSET', key, 'x:' .. silo, ARGV[2]) end
        return answer(0)
        """;

    /// <summary>Declares silo ARGV[1] dead at the word of ARGV[2], if its lease was renewed ARGV[3] times, or whatever it was if that is empty.</summary>
    public const string DeclareDead = Functions + """
        local silo, by = ARGV[1], redis.call('HGET', key, 's:' .. ARGV[2])
        if by == '6' then return answer(1) end
        if not by then return answer(2) end
        local status = redis.call('HGET', key, 's:' .. silo)
        if status and status ~= '6' and (ARGV[3] == '' or redis.call('HGET', key, 'b:' .. silo) == ARGV[3]) then
          redis.call('HSET', key, 's:' .. silo, '6')
          redis.call('HDEL', key, 'b:' .. silo, 'x:' .. silo)
          changed()
        end
        return answer(0)
        """;

    /// <summary>Forgets the dead silos ARGV; who was dead for that long need not be remembered.</summary>
    public const string Forget = Functions + """
        for i = 1, #ARGV do
          if redis.call('HGET', key, 's:' .. ARGV[i]) == '6' then
            redis.call('HDEL', key, 's:' .. ARGV[i], 'm:' .. ARGV[i], 'b:' .. ARGV[i], 'x:' .. ARGV[i])
          end
        end
        return answer(0)
        """;

    /// <summary>Raises the version above ARGV[2] if it is lower than ARGV[1].</summary>
    public const string RaiseVersion = Functions + """
        local version = tonumber(redis.call('HGET', key, 'version'))
        if not version then return answer(3) end
        if version < tonumber(ARGV[1]) then
          redis.call('HSET', key, 'version', ARGV[2])
          changed()
        end
        return answer(0)
        """;

    /// <summary>Writes a lost table anew: version above ARGV[1], then address, status and what is known of each silo.</summary>
    public const string Restore = Functions + """
        if redis.call('HEXISTS', key, 'version') == 1 then return answer(0) end
        redis.call('HSET', key, 'version', ARGV[1])
        for i = 2, #ARGV, 3 do
          redis.call('HSET', key, 's:' .. ARGV[i], ARGV[i + 1], 'm:' .. ARGV[i], ARGV[i + 2])
        end
        changed()
        return answer(0)
        """;

    private const string Functions = """
        local key = KEYS[1]
        local function answer(outcome)
          return {outcome, redis.call('HGETALL', key)}
        end
        local function changed()
          redis.call('PUBLISH', key, redis.call('HINCRBY', key, 'version', 1))
        end

        """;
}
