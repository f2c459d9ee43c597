import { about, type Finding } from "../../domain/doctor/finding.ts";
import type { Register } from "../../domain/register.ts";
import type { RegisterPresentation } from "../../ports/inspection.ts";
import type { Facts } from "./facts.ts";
import { judgeFailure } from "./judge-failure.ts";
import { NO_TOKEN } from "./judge-krr.ts";

/** Whether each register is who it is taken for, and can do what is wanted of it. */
export function judgeRegisters({ registers }: Facts): readonly Finding[] {
  return registers.flatMap(({ register, answer }) => {
    const finder = about("registers", `${register.name} (${register.id})`);
    if (answer.ok) return judgePresentation(register, answer.value);
    const { upstream, status, reason } = answer.failure;
    if (upstream === "maskinporten" || reason === NO_TOKEN)
      return [finder.unchecked("There is no token to ask it with; see Maskinporten.")];
    if (status === 401)
      return [
        finder.wrong(
          "register-vendor",
          "It does not take Maskinporten's token (401): it trusts another Maskinporten, or wants another audience than auth.resource.",
        ),
      ];
    if (status === 403)
      return [
        finder.wrong(
          "register-vendor",
          "It takes the token and does not let us in (403): it wants another scope than auth.scope, or does not know the municipality as its own.",
        ),
      ];
    return [
      judgeFailure(finder, answer.failure, {
        name: register.name,
        owner: "register-vendor",
        setting: `baseUrl of ${register.id} in CONTACT_REGISTERS`,
      }),
    ];
  });
}

function judgePresentation(register: Register, told: RegisterPresentation): Finding[] {
  const finder = about("registers", `${register.name} (${register.id})`);
  const mistaken = [
    ...(told.kind !== null && told.kind !== register.kind
      ? [`it says that it is of kind ${told.kind}, and CONTACT_REGISTERS that it is of kind ${register.kind}`]
      : []),
    ...(told.orgNumber !== null && told.orgNumber !== register.municipality.orgNumber
      ? [
          `it says that it is the register of ${told.orgNumber}, and CONTACT_REGISTERS that it is of ${register.municipality.orgNumber}`,
        ]
      : []),
  ];
  if (mistaken.length > 0)
    return [finder.wrong("operator", `Its baseUrl leads to another register: ${mistaken.join("; ")}.`)];
  if (told.apiVersion !== null && told.apiVersion !== "1")
    return [finder.wrong("register-vendor", "It speaks another version of the Contact Register API than 1.")];
  return [finder.well("It lets us in and tells what it can do."), ...limits(register, told)];
}

function limits(register: Register, { capabilities }: RegisterPresentation): Finding[] {
  const finder = about("registers", `${register.name} (${register.id})`);
  const closed = (["mobile", "email"] as const).filter((field) => !capabilities.writable.has(field));
  return [
    ...(register.krrMode === "write" && closed.length > 0
      ? [
          finder.note(
            `It does not let us write ${closed.join(" and ")}, and so cannot be kept up to date there.`,
          ),
        ]
      : []),
    ...(capabilities.holdsOrigin
      ? []
      : [finder.note("It cannot hold where a value came from; the portal remembers that for it.")]),
    ...(capabilities.holdsOptOut
      ? []
      : [finder.note("It cannot hold that somebody does not want a value to be updated.")]),
  ];
}
