import type { ContactFieldName, StoredField } from "../world/people/register-entry.ts";
import type { Person } from "../world/people/person.ts";
import { isLocked } from "../world/registers/apply-changes.ts";
import type { ContactRegister } from "../world/registers/contact-register.ts";
import type { World } from "../world/start-world.ts";

/** The test person with this key, or a fault: a journey without its person proves nothing. */
export function personIn({ people }: Pick<World, "people">, key: string): Person {
  const person = people.find((candidate) => candidate.key === key);
  if (person === undefined) throw new Error(`Nobody in the world has the key ${key}`);
  return person;
}

/** What a register keeps in a field of the person's one record. */
export function fieldIn(register: ContactRegister, person: Person, field: ContactFieldName): StoredField {
  const [record, ...others] = register.find(person.nationalId);
  if (record === undefined || others.length > 0)
    throw new Error(`${register.id} does not hold ${person.key} exactly once`);
  return record.entry.contact[field];
}

/** What a journey asserts of a field: the value, who put it there, and whether it can be typed over. */
export function heldIn(register: ContactRegister, person: Person, field: ContactFieldName) {
  const held = fieldIn(register, person, field);
  return { value: held.value, origin: held.origin, editable: !isLocked(held) };
}
