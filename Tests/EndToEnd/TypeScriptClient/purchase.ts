// Takes an order to paid with the generated client. Usage: node build/purchase.js <url of the API>
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./api.js";

declare const process: { argv: string[] };

type Order = components["schemas"]["Order"];

const [sellerId, productId, customerId] = ["ts-seller", "ts-mug", "ts-ann"];
const api: Client<paths> = createClient<paths>({ baseUrl: process.argv[2] ?? "http://127.0.0.1:8080" });

function valueOf<T>(answer: { data?: T; error?: components["schemas"]["Problem"]; response: Response }): T {
  if (answer.data === undefined)
    throw new Error(`${answer.response.status} ${answer.error?.code}: ${answer.error?.detail}`);
  return answer.data;
}

async function purchase(): Promise<Order> {
  const seller = { path: { sellerId } };
  const product = { path: { sellerId, productId } };
  valueOf(await api.PUT("/v1/sellers/{sellerId}", { params: seller, body: { name: "Blue Owl" } }));
  valueOf(await api.PUT("/v1/sellers/{sellerId}/products/{productId}", {
    params: product,
    body: { name: "Mug", price: { minor: 1250, currency: "GBP" }, freight: { minor: 299, currency: "GBP" } },
  }));
  valueOf(await api.PUT("/v1/sellers/{sellerId}/products/{productId}/stock", { params: product, body: { onHand: 5 } }));
  valueOf(await api.POST("/v1/carts/{customerId}/lines", {
    params: { path: { customerId }, header: { "Idempotency-Key": "line-1" } },
    body: { sellerId, productId, quantity: 2 },
  }));
  return valueOf(await api.POST("/v1/carts/{customerId}/checkout", {
    params: { path: { customerId }, header: { "Idempotency-Key": "order-1" } },
    body: { paymentMethod: "tok_ok", shipTo: { name: "Ann", line1: "1 High Street", city: "Leeds", country: "GB" } },
  }));
}

const order = await purchase();
const stored = valueOf(await api.GET("/v1/orders/{orderId}", { params: { path: { orderId: order.orderId } } }));
const orders = valueOf(await api.GET("/v1/customers/{customerId}/orders", { params: { path: { customerId }, query: { limit: 10 } } }));
const missing = await api.GET("/v1/orders/{orderId}", { params: { path: { orderId: "nothing" } } });
console.log(JSON.stringify({
  status: stored.status,
  captured: stored.captured.minor,
  listed: orders.items.map(item => item.orderId).includes(order.orderId),
  missing: missing.error?.code,
}));
