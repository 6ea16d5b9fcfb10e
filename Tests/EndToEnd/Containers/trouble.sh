# Sourced by Tests/EndToEnd/Containers/run: what happens to a cluster while orders go on.

# spread SILOS SHARE: so many silos, and each has at least that share, in percent, of what it would have if all had the same.
is_spread() {
  silos | awk -v silos="$1" -v share="$2" '{ sum += $2; if (NR == 1 || $2 < least) least = $2 } END { exit !(NR == silos && least * 100 * NR >= sum * share) }'
}

show_silos() { say "activations: $(silos | awk '{ printf "%s%s: %s", separator, $1, $2; separator = ", " }')"; }

scaling_under_load() {
  step "5 silos, then 2, under load"
  local began
  start_load scale
  sleep 15
  show_silos
  began=$(now)
  check "--scale silo=5" quietly compose up -d --no-recreate --scale silo=5 --scale api=2
  check "5 silos are active" until_true 120 silo_count_is 5 || cat "$work/silos.last"
  say "5 silos are active after $(seconds_since "$began") s"
  began=$(now)
  check "within 30 s each of the 5 silos has at least a third of an equal share of the grains" until_true 30 is_spread 5 33
  say "spread after $(seconds_since "$began") s"
  show_silos
  sleep 10
  show_silos
  began=$(now)
  check "--scale silo=2" quietly compose up -d --no-recreate --scale silo=2 --scale api=2
  check "2 silos are active" until_true 120 silo_count_is 2 || cat "$work/silos.last"
  say "2 silos are left after $(seconds_since "$began") s"
  sleep 5
  show_silos
  check_load "scaling"
}

# From the host: for Docker that is a crash, which it mends, and not a stop that somebody asked for.
kill_container() {
  local id=$1 before began
  before=$(restarts "$id")
  began=$(now)
  kill -9 "$(main_pid "$id")"
  if until_true 60 is_restarted "$id" "$before" && until_true 60 is_healthy "$id"; then
    say "killed and healthy again after $(seconds_since "$began") s"
  else
    docker logs --tail 30 "$id"
    return 1
  fi
}

is_restarted() { [ "$(restarts "$1")" -gt "$2" ] && [ "$(docker inspect -f '{{.State.Running}}' "$1")" = true ]; }

# kill_under_load SERVICE MOST: kills one container of a service twice; the client may have to send so many requests again.
kill_under_load() {
  local id
  id=$(container "$1")
  start_load "kill-$1"
  sleep 12
  check "$1 comes back after SIGKILL" kill_container "$id"
  sleep 5
  check "$1 comes back after another SIGKILL" kill_container "$id"
  check_load "SIGKILL of $1" "$2"
}

killing_under_load() {
  step "SIGKILL of main processes under load"
  quietly compose up -d --no-recreate --scale silo=3 --scale api=2
  until_true 60 all_healthy
  kill_under_load silo 0
  kill_under_load api $((2 * workers))
  kill_under_load redis 0
  # While it is away the requests in flight are sent again and again, so each may count several times; no client has more than one.
  kill_under_load gateway $((2 * workers * 20))
}

# Reads through the gateway, one after the other; gives how many took longer than a second or failed.
slow_reads() {
  local i slow=0 answer
  for ((i = 0; i < $1; i++)); do
    answer=$(curl -s -o /dev/null -m 5 -w '%{http_code} %{time_total}' "$url/v1/sellers/tea-house")
    [ "${answer% *}" = 200 ] && at_most "${answer#* }" 1 || slow=$((slow + 1))
  done
  echo "$slow"
}

freezing_an_api() {
  step "A frozen API"
  local first second pid slow
  first=$(containers api | sed -n 1p) second=$(containers api | sed -n 2p)
  start_load freeze
  sleep 12
  pid=$(main_pid "$first")
  kill -STOP "$pid"
  sleep 2
  slow=$(slow_reads 60)
  check "2 s after an API froze, requests go to the other one ($slow of 60 took longer than 1 s)" [ "$slow" -le 1 ]
  kill -CONT "$pid"
  sleep 3
  pid=$(main_pid "$second")
  kill -STOP "$pid"
  sleep 2
  slow=$(slow_reads 60)
  kill -CONT "$pid"
  check "the first is back in rotation once it goes on ($slow of 60 took longer than 1 s)" [ "$slow" -le 1 ]
  check_load "freezing"
}
