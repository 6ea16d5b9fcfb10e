# Sourced by Tests/EndToEnd/Containers/run: orders that go on while something happens.

workers=12
load_pid=0

# Real orders are replayed, one run after the other, each reconciled when it is over, until stop_load. Without a file of orders: measured purchases.
start_load() {
  load_name=$1
  rm -f "$work/load.stop" "$work"/load.*.json "$work/load.failed"
  (
    for ((run = 1; ; run++)); do
      if [ -n "$data" ]; then
        bench replay "$data" --url "$url" --workers $workers --run "$load_name-$run" --limit-invoices "${load_invoices:-300}"
      else
        bench load --url "$url" --workers $workers --run "$load_name-$run" --warm-up 1 --seconds 20
      fi > "$work/load.$run.json" 2>> "$work/load.err" || { echo "$run" >> "$work/load.failed"; }
      [ ! -e "$work/load.stop" ] || break
    done
  ) &
  load_pid=$!
}

# Waits until the run that goes on is reconciled.
end_load() {
  touch "$work/load.stop"
  wait "$load_pid"
  load_pid=0
}

stop_load() {
  [ "$load_pid" -eq 0 ] || { pkill -P "$load_pid"; kill "$load_pid"; wait "$load_pid"; } 2> /dev/null
  load_pid=0
}

load_sum() {
  local file sum=0
  for file in "$work"/load.*.json; do sum=$((sum + $(number "$1" "$file" | grep . || echo 0))); done
  echo "$sum"
}

load_is_exact() { [ ! -e "$work/load.failed" ] || { tail -n 20 "$work/load.err"; cat "$work"/load.*.json; return 1; }; }

# check_load WHAT [MOST]: what was sold adds up exactly, and at most so many requests had to be sent again by the client (0).
check_load() {
  local again
  end_load
  again=$(load_sum retries)
  say "$1: $(load_sum orders) orders in $(ls "$work"/load.*.json | wc -l) replays, $(load_sum requests) requests, of which $again were repeats, $(load_sum serverErrors) server errors"
  check "$1: totals are exact" load_is_exact
  check "$1: at most ${2:-0} requests failed and were sent again" [ "$again" -le "${2:-0}" ]
}
