import { randomBytes } from "node:crypto";
import { noteCanaries } from "../canary/ledger.ts";

/** Draws 32 random bytes in base64 for the portal to seal or hash with, and promises that they are looked for in what it lets out. */
export function drawKey(): string {
  const key = randomBytes(32);
  noteCanaries("session key", key.toString("base64"), key.toString("hex"));
  return key.toString("base64");
}
