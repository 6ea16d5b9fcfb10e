// A client of every service, and what an error says to programs.
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
import protobuf from "protobufjs";

const files = ["catalog", "stock", "carts", "orders", "shipments"].map(name => `orleansmicro/v1/${name}.proto`);
const { v1 } = grpc.loadPackageDefinition(
  loader.loadSync(files, { includeDirs: ["Protos"], longs: Number, enums: String, defaults: true })).orleansmicro;

const rpc = protobuf.parse(`
  syntax = "proto3";
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }`).root;

export function connect(address) {
  const services = Object.fromEntries(Object.keys(v1).filter(name => v1[name].service)
    .map(name => [name, new v1[name](address, grpc.credentials.createInsecure())]));
  return (service, method, request, { key, timeout = 30_000 } = {}) => new Promise((resolve, reject) => {
    const metadata = new grpc.Metadata();
    if (key)
      metadata.set("idempotency-key", key);
    services[service][method](request, metadata, { deadline: Date.now() + timeout }, (error, answer) => error ? reject(error) : resolve(answer));
  });
}

// google.rpc.ErrorInfo: a reason, which is the code of a problem of REST, and its field and lines as metadata.
export function errorInfo(error) {
  const status = rpc.lookupType("Status").decode(error.metadata.get("grpc-status-details-bin")[0]);
  const detail = status.details.find(any => any.typeUrl === "type.googleapis.com/google.rpc.ErrorInfo");
  return rpc.lookupType("ErrorInfo").decode(detail.value);
}
