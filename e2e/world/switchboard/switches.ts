import { z } from "zod";
import type { RequestLog } from "../request-log.ts";
import type { Faults, UpstreamFault } from "../upstream-faults.ts";
import { SYSTEM_NAMES, SYSTEMS } from "../world-ports.ts";
import type { SystemName } from "../world-ports.ts";
import { FAULT_SCHEMAS } from "./fault-schemas.ts";
import type { FaultOf } from "./fault-schemas.ts";

interface Switchable<Fault> {
  readonly faults: Faults<Fault>;
  readonly requests: RequestLog;
}

interface WithKeys {
  readonly keyRotations: number;
  rotateKeys(): Promise<void>;
}

/** The systems that can be made to fail, as the world has them. */
export type SwitchableSystems = { readonly [Name in SystemName]: Switchable<FaultOf[Name]> } & {
  readonly idporten: WithKeys & { readonly issuer: string };
  readonly maskinporten: WithKeys & { readonly issuer: string };
} & { readonly [Name in Exclude<SystemName, "idporten" | "maskinporten">]: { readonly origin: string } };

/** One system, whatever its faults are. */
export interface Switch {
  readonly name: SystemName;
  readonly title: string;
  readonly address: string;
  readonly requests: RequestLog;
  /** As JSON Schema: everything that {@link set} takes. */
  readonly canBeWrong: z.core.JSONSchema.BaseSchema;
  /** Null for a system without keys of its own. */
  readonly keys: WithKeys | null;
  active(): UpstreamFault;
  /** Replaces what was wrong; null when that is done, otherwise what hinders it. */
  set(fault: unknown): z.ZodError | null;
  clear(): void;
}

/** A switch for each of the systems that is running. */
export function createSwitches(
  systems: SwitchableSystems,
  running: readonly SystemName[] = SYSTEM_NAMES,
): readonly Switch[] {
  const { idporten, maskinporten, krr, minprofil, school, kindergarten } = systems;
  const all = [
    { ...createSwitch("idporten", idporten), address: idporten.issuer, keys: idporten },
    { ...createSwitch("maskinporten", maskinporten), address: maskinporten.issuer, keys: maskinporten },
    { ...createSwitch("krr", krr), address: krr.origin },
    { ...createSwitch("minprofil", minprofil), address: minprofil.origin },
    { ...createSwitch("school", school), address: school.origin },
    { ...createSwitch("kindergarten", kindergarten), address: kindergarten.origin },
  ];
  return all.filter(({ name }) => running.includes(name));
}

function createSwitch<Name extends SystemName>(
  name: Name,
  { faults, requests }: Switchable<FaultOf[Name]>,
): Omit<Switch, "address"> {
  const schema = FAULT_SCHEMAS[name];
  return {
    name,
    title: SYSTEMS[name].name,
    requests,
    canBeWrong: z.toJSONSchema(schema),
    keys: null,
    active: () => faults.active,
    set(fault) {
      const read = schema.safeParse(fault);
      if (read.success) faults.set(read.data);
      return read.error ?? null;
    },
    clear: () => faults.clear(),
  };
}
