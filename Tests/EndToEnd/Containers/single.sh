# Sourced by Tests/EndToEnd/Containers/run: everything in one container.

single_compose() { (cd "$clone" && $compose_program -p "$single" -f compose.single.yml "$@"); }
# Without its version: recovery writes the row of an order that it takes over (0018), although nothing about the order changes.
single_order() { curl -fsS -m 5 "$url/v1/customers/ada/orders" 2> /dev/null | sed -E 's/,"version":[0-9]+//g'; }

single_mode() {
  step "compose.single.yml"
  local id before
  quietly compose down -v -t 20
  check "docker compose -f compose.single.yml up -d" quietly single_compose up -d --build
  id=$(single_compose ps -q shop)
  check "it is healthy" until_true 60 is_healthy "$id"
  check "README's order is paid" readme_order
  check "it is confined" is_confined "$id"
  before=$(single_order)
  check "it comes back after SIGKILL" kill_container "$id"
  check "the order is still there" [ "$(single_order)" = "$before" ]
  grep -q paid <<< "$before" || check "the order was there" false
  quietly single_compose down -v -t 20
}
