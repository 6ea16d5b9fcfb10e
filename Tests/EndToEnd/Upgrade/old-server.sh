# Starts and ends the processes of the old version in $bin, with data in $work; sets $url.
processes=()
redis_process=""

# launch NAME ARGUMENTS...: starts a program and waits until it says that it is ready; its line is then in $announcement.
launch() {
  local name=$1 log
  shift
  log=$(mktemp "$work/$name.XXXX.log")
  dotnet "$bin/$name/release/$name.dll" "$@" > "$log" 2>&1 &
  processes+=($!)
  for _ in $(seq 1200); do
    announcement=$(grep -m1 'is ready\.' "$log" || true)
    [ -z "$announcement" ] || return 0
    kill -0 $! 2> /dev/null || break
    sleep 0.1
  done
  echo "$name did not start:" >&2
  cat "$log" >&2
  exit 1
}

start_single() {
  launch Silo single --data "$work/single" --urls http://127.0.0.1:0 "$@"
  set_url
}

start_cluster() {
  launch Silo cluster --redis "$redis" --silo-port 0 --gateway-port 0 --port 0 "$@"
  launch Api --redis "$redis" --port 0 --Cluster:CallTimeout 00:01:00
  set_url
}

set_url() {
  url=${announcement#*API: }
  url=${url%%/v1*}
}

# The last one started stops first: an API before its silo.
stop_server() {
  local i
  for ((i = ${#processes[@]} - 1; i >= 0; i--)); do
    kill -TERM "${processes[i]}"
    wait "${processes[i]}" || true
  done
  processes=()
}

kill_server() {
  kill -KILL "${processes[@]}"
  wait "${processes[@]}" 2> /dev/null || true
  processes=()
}

start_redis() {
  local port=36379
  redis=127.0.0.1:$port
  mkdir "$work/redis"
  redis-server --port $port --bind 127.0.0.1 --dir "$work/redis" --save "" --appendonly no --logfile "$work/redis.log" &
  redis_process=$!
  until redis-cli -p $port ping > /dev/null 2>&1; do sleep 0.1; done
}

# The dump, in which no silo names the machine that it ran on.
save_redis() {
  redis-cli -p "${redis#*:}" --no-auth-warning eval "
    for _, key in ipairs(redis.call('KEYS', '*members*')) do
      local rows = redis.call('HGETALL', key)
      for i = 1, #rows, 2 do
        redis.call('HSET', key, rows[i], (string.gsub(rows[i + 1], '(\"HostName\":)\"[^\"]*\"', '%1\"old-host\"')))
      end
    end
    return redis.call('KEYS', '*members*')" 0 >&2
  redis-cli -p "${redis#*:}" save >&2
  cat "$work/redis/dump.rdb"
}

stop_all() {
  [ ${#processes[@]} -eq 0 ] || kill -KILL "${processes[@]}" 2> /dev/null || true
  [ -z "$redis_process" ] || kill -TERM "$redis_process" 2> /dev/null || true
  wait
}
