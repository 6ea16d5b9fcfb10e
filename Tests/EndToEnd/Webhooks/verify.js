// Verifies deliveries as a consumer does. Input: a file with secrets and deliveries. Output: how many of them each secret verifies.
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const { secrets, deliveries } = JSON.parse(readFileSync(process.argv[2], "utf8"));

function verifies(secret, body, headers) {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

const verified = secrets.map((secret) => deliveries.filter(({ body, headers }) => verifies(secret, body, headers)).length);
const tampered = deliveries.filter(({ body, headers }) => verifies(secrets[0], body.replace("{", "{ "), headers)).length;
const renamed = deliveries.filter(({ body, headers }) => verifies(secrets[0], body, { ...headers, "webhook-id": "other/1" })).length;
console.log(JSON.stringify({ verified, tampered, renamed }));
