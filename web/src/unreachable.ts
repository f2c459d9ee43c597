/** Makes a switch over a union fail to compile when a new member has no case of its own. */
export function unreachable(value: never): never {
  throw new Error(`no case for ${JSON.stringify(value)}`);
}
