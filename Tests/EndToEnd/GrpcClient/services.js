// Lists the services that the server describes. Usage: node services.js <host:port of gRPC>
import grpc from "@grpc/grpc-js";
import reflection from "grpc-js-reflection-client";

const client = new reflection.GrpcReflection(process.argv[2] ?? "127.0.0.1:8090", grpc.credentials.createInsecure());
console.log(JSON.stringify(await client.listServices()));
process.exit(0);
