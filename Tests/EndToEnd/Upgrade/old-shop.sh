# The edge cases that the fixtures hold, made through the REST API of the server at $url. Names of customers say what became of their order.
address='{"name":"Ann Example","line1":"1 High Street","line2":null,"city":"Leeds","postalCode":"LS1 1AA","country":"GB"}'

# send METHOD PATH [BODY] [KEY] [FILE]: a request of a batch; send_all carries the batch out over one connection and fails if any request does.
send() {
  jq -cn --arg method "$1" --arg path "$2" --arg body "${3:-}" --arg key "${4:-}" --arg file "${5:-/dev/null}" \
    '{method: $method, path: $path, body: $body, key: $key, file: $file}' >> "$work/batch"
}

send_all() {
  jq -r --arg url "$url" '
    "url = \($url + .path | tojson)", "request = \(.method)", "header = \"Content-Type: application/json\"",
    (select(.key != "") | "header = \("Idempotency-Key: " + .key | tojson)"),
    (select(.body != "") | "data = \(.body | tojson)"), "output = \(.file | tojson)", "next"' "$work/batch" | sed '$d' > "$work/batch.curl"
  curl -sS --fail-early --fail --retry 5 --max-time 90 -K "$work/batch.curl"
  rm "$work/batch"
}

# product SELLER PRODUCT PRICE FREIGHT ON-HAND
product() {
  send PUT "/v1/sellers/$1/products/$2" "{\"name\":\"Product $2\",\"description\":\"Of $1.\",\"category\":\"Old\",\"price\":{\"minor\":$3,\"currency\":\"EUR\"},\"freight\":{\"minor\":$4,\"currency\":\"EUR\"}}"
  send PUT "/v1/sellers/$1/products/$2/stock" "{\"onHand\":$5}"
}

# line CUSTOMER SELLER/PRODUCT QUANTITY
line() { send PUT "/v1/carts/$1/lines/$2" "{\"quantity\":$3}"; }

# checkout CUSTOMER KEY [TOKEN] [PARTIAL]: remembered, so that tests can repeat it.
checkout() {
  local body="{\"paymentMethod\":\"${3:-tok_ok}\",\"shipTo\":$address,\"allowPartial\":${4:-false}}"
  jq -cn --arg customer "$1" --arg key "$2" --argjson body "$body" '{customer: $customer, key: $key, body: $body}' >> "$work/checkouts"
  send POST "/v1/carts/$1/checkout" "$body" "$2" "$work/order-of-$1.json"
}

get() { curl -sS --fail --max-time 60 "$url$1"; }

# The id of a customer's latest order.
order_of() { jq -er .orderId "$work/order-of-$1.json"; }

open_shop() {
  local i customer
  for customer in shop side late big; do send PUT "/v1/sellers/$customer" "{\"name\":\"Seller $customer\",\"email\":\"$customer@example.com\"}"; done
  for i in $(seq -w 0 130); do product big "b$i" "1$i" 0 500; done
  product shop tea 450 50 500
  product shop cup 1250 0 40
  product shop rare 9900 300 1
  product shop solo 700 0 10
  product shop gone 100 0 5
  product shop dear 100 0 5
  product side mug 800 100 20
  product late many 300 0 1000
  product late few 300 0 0
  send POST /v1/sellers/shop/products/cup/stock/restocks '{"quantity":7}' restock-cup
  send POST /v1/sellers/shop/products/cup/stock/write-offs '{"quantity":3}' write-off-cup
  send PUT /v1/customers/paid "{\"name\":\"Ann Example\",\"email\":\"ann@example.com\",\"addresses\":[$address,$address]}"

  for customer in paid declined cancelled shipped delivered unanswered twice many-sellers edited; do line $customer shop/tea 2; done
  line many-sellers side/mug 1
  line sold-out shop/rare 5
  line partial shop/tea 1
  line partial shop/rare 5
  line cancel-me shop/solo 4
  line late-refunding late/many 1
  for customer in paid cancelled shipped delivered many-sellers sold-out edited cancel-me late-refunding; do checkout $customer "key-$customer"; done
  checkout declined key-declined tok_decline
  checkout partial key-partial tok_ok true
  checkout unanswered key-unanswered tok_timeout
  checkout twice key-twice tok_twice
  for i in $(seq 140); do
    line regular big/b001 1
    checkout regular "key-$i"
  done
  for i in tea cup gone dear; do line shopping shop/$i 1; done
  line edited shop/cup 1
  send PUT /v1/sellers/shop/products/dear/price '{"price":{"minor":250,"currency":"EUR"}}'
  send DELETE /v1/sellers/shop/products/gone
  send_all

  send POST "/v1/orders/$(order_of cancelled)/cancel" '{"reason":"Changed my mind"}'
  for customer in shipped delivered; do
    send POST "/v1/shipments/$(order_of $customer)/packages/shop/ship" '{"carrier":"Post","trackingNumber":"T-1"}'
  done
  send POST "/v1/shipments/$(order_of delivered)/packages/shop/deliver"
  send_all
}

# Every page of a list, as paths.
pages() {
  local path="$1?limit=50" next=start
  while [ -n "$next" ]; do
    echo "$path"
    next=$(get "$path" | jq -r '.next // empty')
    path="$1?limit=50&cursor=$next"
  done
}

# What is asked: all that orders in flight do not change, so nothing of the seller 'late' and the customers 'late-*'.
paths() {
  local seller
  for seller in shop side big $(seq -f 'old-s%02g' 0 19); do
    get "/v1/sellers/$seller" > /dev/null 2>&1 || continue
    printf '%s\n' "/v1/sellers/$seller" "/v1/sellers/$seller/dashboard"
    pages "/v1/sellers/$seller/orders" | tee -a "$work/order-lists"
    pages "/v1/sellers/$seller/products" | tee -a "$work/product-lists"
  done
  while read -r path; do get "$path" | jq -r '.items[] | "/v1/sellers/\(.sellerId)/products/\(.productId)" | ., . + "/stock"'; done < "$work/product-lists"
  while read -r path; do get "$path" | jq -r '.items[].orderId'; done < "$work/order-lists" | sort -u > "$work/orders"
  for customer in declined sold-out cancelled; do order_of $customer; done >> "$work/orders"
  sort -u "$work/orders" | while read -r order; do get "/v1/orders/$order"; done | jq -r '
    ("/v1/orders/\(.orderId)" | ., . + "/history", . + "/payment"),
    (select(.status == "paid") | "/v1/shipments/\(.orderId)"), "/v1/carts/\(.customerId)"'
  pages /v1/customers/regular/orders
  for customer in paid declined sold-out cancelled edited partial; do pages "/v1/customers/$customer/orders"; done
  printf '%s\n' /v1/customers/paid /v1/carts/shopping /v1/carts/nobody
}

record_answers() {
  paths > "$work/paths"
  sort -u "$work/paths" | sed -e "s|.*|url = \"$url&\"|" > "$work/paths.curl"
  curl -sS --fail-early --fail --max-time 60 -w '\n' -K "$work/paths.curl" > "$work/bodies"
  paste <(sort -u "$work/paths") "$work/bodies" | jq -cR 'split("\t") | {path: .[0], body: (.[1] | fromjson)}'
}

# Four orders whose payment provider takes its time: money being taken, money about to be held (also of a part of the lines), money being given back.
leave_orders_in_flight() {
  local customer
  line late-capturing late/many 1
  line late-reserving late/many 2
  line late-partial late/many 3
  line late-partial late/few 1
  send_all
  checkout_late late-capturing
  wait_for late-capturing confirmed
  curl -sS --max-time 1 -X POST "$url/v1/orders/$(order_of late-refunding)/cancel" -H 'Content-Type: application/json' -d '{"reason":"Late"}' > /dev/null || true
  checkout_late late-reserving
  checkout_late late-partial true
  wait_for late-partial reserved
  for customer in late-capturing late-reserving late-partial late-refunding; do
    get "/v1/orders/$(order_of $customer)" | jq -c '{customerId, status, inFlight}' >&2
  done
}

# Waits until an event is on disk.
wait_for() {
  for _ in $(seq 300); do
    if get "/v1/orders/$(order_of "$1")/history" | jq -e --arg type "$2" 'any(.items[]; .type == $type)' > /dev/null; then return 0; fi
    sleep 0.2
  done
  echo "The order of $1 is not $2." >&2
  return 1
}

checkout_late() {
  local body="{\"paymentMethod\":\"tok_ok\",\"shipTo\":$address,\"allowPartial\":${2:-false}}"
  jq -cn --arg customer "$1" --arg key "key-$1" --argjson body "$body" '{customer: $customer, key: $key, body: $body}' >> "$work/checkouts"
  curl -sS --fail --max-time 30 -X POST "$url/v1/carts/$1/checkout" -H 'Content-Type: application/json' -H "Idempotency-Key: key-$1" \
    -H 'Prefer: respond-async' -d "$body" > "$work/order-of-$1.json"
}
