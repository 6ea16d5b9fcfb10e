# Sourced by Tests/EndToEnd/Containers/run: what an operator does.

rolling_upgrade() {
  step "Rolling upgrade under load"
  local before after service
  until_true 60 all_healthy
  before=$(compose ps -q silo api | sort)
  start_load roll
  sleep 12
  for service in silo api; do
    check "deploy/roll $service" quietly roll "$service"
  done
  after=$(compose ps -q silo api | sort)
  check "every silo and API was replaced" [ -z "$(comm -12 <(echo "$before") <(echo "$after"))" ]
  check "as many run as before" [ "$(wc -l <<< "$before")" -eq "$(wc -l <<< "$after")" ]
  check_load "rolling upgrade"
}

roll() { (cd "$clone" && COMPOSE_PROJECT_NAME=$project deploy/roll "$1"); }

refuses_nonsense() { ! compose run --rm -T --no-deps redis restore <<< nonsense >> "$work/compose.log" 2>&1; }

backup_and_restore() {
  step "Backup and restore"
  local began
  began=$(now)
  (compose exec -T redis backup > "$work/shop.rdb") 2>> "$work/compose.log"
  check "backup of a running Redis" [ -s "$work/shop.rdb" ]
  say "backup: $(wc -c < "$work/shop.rdb") bytes in $(seconds_since "$began") s"

  began=$(now)
  quietly compose down -v -t 20
  check "restore refuses what is no backup" refuses_nonsense
  compose run --rm -T --no-deps redis restore < "$work/shop.rdb" >> "$work/compose.log" 2>&1
  check "restore into an empty volume" [ $? -eq 0 ]
  check "the cluster starts with the restored data" quietly compose up -d --scale silo=2 --scale api=1
  operator_key=$(compose exec -T redis cat /run/secrets/Dashboard__OperatorKey)
  say "down, wiped, restored and serving after $(seconds_since "$began") s"
  if [ -s "$work/first.json" ]; then
    bench replay "$data" --url "$url" --workers 16 --run first > "$work/again.json" 2> "$work/again.err"
    check "every order of the first replay is there, and nothing twice" diff <(totals "$work/first.json") <(totals "$work/again.json")
    check "no order had to be made again" [ "$(number resumed "$work/again.json")" -eq "$(number orders "$work/again.json")" ]
  fi
  check "README's order is the same again" readme_order
}

rebuild() {
  step "A second build after a one-line change in Grains/"
  local began second
  # Three runs of it would be kinder to noise; one is what a developer feels.
  sed -i '0,/^{/s//{\n    \/\/ One line more./' "$clone/Grains/Stock/StockGrain.cs"
  began=$(now)
  check "docker compose build" quietly compose build
  second=$(seconds_since "$began")
  say "first build $first_build s, second $second s"
  check "the second build takes less than half of the first" at_most "$second" "$(awk -v first="$first_build" 'BEGIN { print first / 2 }')"
}
