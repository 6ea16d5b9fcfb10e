# Sourced by .ci/run and .ci/nightly with $root set: checks that are counted, a server and a cluster to check, and the result line.
. "$root/.ci/sdk.sh"
export CI=true DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

passed=0 failed=0 skipped=0 server=0 url=""
data=$(ls "$root"/../shared/data/*.csv 2> /dev/null | head -n 1)
work=$(mktemp -d)
failures=$work/failures # What failed and what it said, shown once more at the end: the log is long.
: > "$failures"
trap 'stop_server; rm -rf "$work"' EXIT

say() { printf '\n=== %s (%ss) %s\n' "$(date +%H:%M:%S)" "$SECONDS" "$*"; }

# check NAME COMMAND...: one check, which passes if the command does.
check() {
  local name=$1 status tee
  shift
  say "$name"
  exec 3> >(tee "$work/check.log") # Not a pipe: what a check sets must outlive it.
  tee=$!
  "$@" >&3 2>&1 3>&-
  status=$?
  exec 3>&-
  wait "$tee"
  if [ "$status" -eq 0 ]; then
    passed=$((passed + 1))
    echo "ok: $name"
  else
    failed=$((failed + 1))
    echo "FAILED: $name"
    { echo "- $name"; tail -n 40 "$work/check.log" | cut -c 1-2000; } >> "$failures"
  fi
}

skip() {
  say "$1: skipped, $2"
  skipped=$((skipped + 1))
}

# suite NAME COMMAND...: tests with a result line of their own, whose counts are added to ours.
suite() {
  local name=$1 counts
  shift
  say "$name"
  "$@" 2>&1 | tee "$work/suite.log"
  counts=$(tail -n 1 "$work/suite.log")
  note_failures "$work/suite.log" "$name"
  if [[ $counts =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2])) skipped=$((skipped + BASH_REMATCH[3]))
  else
    failed=$((failed + 1))
  fi
}

# note_failures LOG NAME: each failed test of a log with its message, or the log's end where no test ran.
note_failures() {
  local tests
  tests=$(grep -E -A 25 '^ *(Failed [A-Za-z]|FAILED)' "$1" | cut -c 1-2000 | head -n 300)
  if [ -n "$tests" ]; then
    printf -- '- %s\n%s\n' "$2" "$tests" >> "$failures"
  elif ! tail -n 1 "$1" | grep -q ' 0 failed'; then
    { echo "- $2"; tail -n 40 "$1"; } >> "$failures"
  fi
}

# What failed once more, and the result line; gives the exit code.
finish() {
  if [ -s "$failures" ]; then
    say "what failed"
    cat "$failures"
  fi
  say "done"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ]
}

# Installs what tests and checks need with apt: tests skip what is missing, and install nothing.
install_programs() {
  local program packages=""
  command -v dotnet > /dev/null || packages="$packages dotnet-sdk-10.0"
  for program in redis-server chromium npm curl jq; do command -v "$program" > /dev/null || packages="$packages $program"; done
  case "$packages" in *chromium*) packages="$packages fonts-dejavu-core" ;; esac
  if [ -n "$packages" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
    say "installing$packages"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    apt-get update -qq && apt-get install -y -qq --no-install-recommends $packages > "$work/apt.log" 2>&1 || cat "$work/apt.log"
  fi
  need_dotnet
}

# launch READY ARGUMENTS...: starts ./run and waits until it prints a line that the sed expression READY takes the address from; sets $url.
launch() {
  local ready=$1
  shift
  url=""
  : > "$work/server.log"
  ./run "$@" > "$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 600); do
    url=$(sed -n "$ready" "$work/server.log")
    [ -n "$url" ] && echo "$url" && return 0
    kill -0 "$server" 2> /dev/null || break
    sleep 0.5
  done
  cat "$work/server.log"
  return 1
}

# start_server [PORT]: ./run on that port, or a free one. The data stays from one start to the next.
start_server() { launch 's|.*is ready\. API: \(http://[^ ]*\)/v1 .*|\1|p' --port "${1:-0}" --data "$work/data"; }

# ./run with 3 silos and 2 APIs; sets $url to both addresses. The data stays from one start to the next.
start_cluster() { launch 's|.*cluster is ready\. APIs: ||p' --silos 3 --apis 2 --port 0 --data "$work/cluster"; }

# stop_server [SIGNAL]: gives the exit code.
stop_server() {
  if [ "$server" -ne 0 ]; then
    kill "-${1:-TERM}" "$server" 2> /dev/null
    wait "$server"
    local status=$?
    server=0
    return "$status"
  fi
}

# replay ARGUMENTS...: real orders through $url, reconciled.
replay() { dotnet artifacts/bin/Bench/release/Bench.dll replay "$data" --url "$url" --run ci "$@"; }

# chaos SCENARIO ARGUMENTS...: as promised, or the logs. How soon grains are back is measured on a machine that is known, not here.
chaos() { dotnet artifacts/bin/Tools/release/Tools.dll chaos "$1" "$data" --every 5 --back-within 40 "${@:2}"; }

simulate() { dotnet artifacts/bin/Simulation/release/Simulation.dll "$@"; }
