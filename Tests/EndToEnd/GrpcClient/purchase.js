// Takes an order from nothing to paid. Usage: node purchase.js <host:port of gRPC>
import { status } from "@grpc/grpc-js";
import { connect, errorInfo } from "./client.js";

const call = connect(process.argv[2] ?? "127.0.0.1:8090");
const product = { sellerId: "blue-owl", productId: "mug" };

await call("CatalogService", "putSeller", { sellerId: "blue-owl", name: "Blue Owl" });
await call("CatalogService", "putProduct", {
  ...product, name: "Mug", price: { minor: 1250, currency: "GBP" }, freight: { minor: 299, currency: "GBP" },
});
await call("StockService", "countStock", { ...product, onHand: 5 });
await call("CartsService", "addCartLine", { customerId: "ann", ...product, quantity: 2 }, { key: "line-1" });
const shipTo = { name: "Ann", line1: "1 High Street", city: "Leeds", country: "GB" };
const { order } = await call("CartsService", "checkout", { customerId: "ann", paymentMethod: "tok_ok", shipTo }, { key: "order-1" });

// Three units are left.
const error = await call("StockService", "writeOff", { ...product, quantity: 4 }, { key: "broken-1" }).catch(error => error);
const info = errorInfo(error);
await call("CartsService", "putCartLine", { customerId: "bob", ...product, quantity: 4 });
const rejected = await call("CartsService", "checkout", { customerId: "bob", paymentMethod: "tok_ok", shipTo }, { key: "order-2" });

console.log(JSON.stringify({
  status: order.status,
  captured: order.captured.minor,
  packages: (await call("ShipmentsService", "getShipment", { orderId: order.orderId })).shipment.packages.length,
  error: { status: status[error.code], reason: info.reason, domain: info.domain, field: info.metadata.field, lines: JSON.parse(info.metadata.lines) },
  rejected: { status: rejected.order.status, line: rejected.order.lines[0].reasonCode },
}));
process.exit(0);
