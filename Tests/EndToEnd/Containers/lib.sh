# Sourced by Tests/EndToEnd/Containers/run: saying, checking, waiting, and Docker Compose of either version.

passed=0 failed=0 skipped=0

say() { printf '%s (%ss) %s\n' "$(date +%H:%M:%S)" "$SECONDS" "$*"; }
step() { printf '\n'; say "== $*"; }

# check TEXT COMMAND...: one check, which passes if the command does.
check() {
  local text=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    say "ok: $text"
  else
    failed=$((failed + 1))
    say "FAILED: $text"
    return 1
  fi
}

skip() {
  skipped=$((skipped + 1))
  say "skipped: $1"
}

# until_true SECONDS COMMAND...: asks every half second; fails when the time is over.
until_true() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.5
  done
}

# In milliseconds.
now() { date +%s%3N; }
seconds_since() { awk -v ms=$(($(now) - $1)) 'BEGIN { printf "%.1f", ms / 1000 }'; }
at_most() { awk -v value="$1" -v most="$2" 'BEGIN { exit !(value <= most) }'; }

if [ -n "${E2E_COMPOSE:-}" ]; then
  compose_program=$E2E_COMPOSE
elif docker compose version > /dev/null 2>&1; then
  compose_program="docker compose"
else
  compose_program=docker-compose
fi

# Of the cluster, in the clone; its progress goes to a log, because it repaints its lines.
compose() { (cd "$clone" && $compose_program -p "$project" "$@"); }
quietly() { "$@" >> "$work/compose.log" 2>&1 || { tail -n 30 "$work/compose.log"; return 1; }; }

containers() { compose ps -q "$1"; }
container() { containers "$1" | head -n 1; }
main_pid() { docker inspect -f '{{.State.Pid}}' "$1"; }
restarts() { docker inspect -f '{{.RestartCount}}' "$1"; }
is_healthy() { [ "$(docker inspect -f '{{.State.Health.Status}}' "$1" 2> /dev/null)" = healthy ]; }

all_healthy() {
  local id ids
  ids=$(compose ps -q) && [ -n "$ids" ] || return 1
  for id in $ids; do is_healthy "$id" || return 1; done
}

# The last number of that name in a line of JSON.
number() { tail -n 1 "$2" | sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p"; }

# What a replay's final line says of the shop, without what it says of the run.
totals() { tail -n 1 "$1" | sed -E 's/,"file":.*//'; }

bench() { dotnet "$bench_dll" "$@"; }

# Below the ports of outgoing connections, one of which could have it first.
free_port() {
  local port
  while port=$((20000 + RANDOM % 10000)); do
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port"; return; }
  done
}

# README's first order, word for word except for the address; gives the last answer.
readme_order() {
  awk '/^```/ { if (inside && block ~ /curl/) { printf "%s", block; exit } inside = !inside; block = ""; next } inside { block = block $0 "\n" }' "$clone/README.md" |
    sed -E "s#http://(127\.0\.0\.1|localhost):8080#$url#g" > "$work/readme.sh"
  bash -euo pipefail "$work/readme.sh" > "$work/readme.out" 2> "$work/readme.err" && grep -Eq '"status": ?"paid"' "$work/readme.out"
}

# What operators see of the silos: one line each, address and activations.
silos() {
  curl -fsS -m 20 -u "operator:$operator_key" "$url/silos" 2> "$work/silos.err" | tr '{' '\n' |
    sed -n 's/.*"silo":"\([^"]*\)".*"activations":\([0-9]*\).*/\1 \2/p'
}

# Counts what is in the lines: the last one has no end.
silo_count_is() { silos > "$work/silos" && [ "$(grep -c . "$work/silos")" -eq "$1" ] || { cat "$work/silos" "$work/silos.err" > "$work/silos.last"; return 1; }; }
