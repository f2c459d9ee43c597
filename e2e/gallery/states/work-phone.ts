import { openMinProfil } from "../../journeys/pages/min-profil.ts";
import { workPhone } from "../../journeys/pages/work-phone.ts";
import { personIn } from "../../journeys/people.ts";
import type { RegisterFault } from "../../world/registers/options.ts";
import { holdRequests } from "../hold-requests.ts";
import { startReadOnly, startWritable } from "../read-only.ts";
import type { Stage, State } from "../state.ts";

async function openWorkPhone({ page, world }: Stage, person: string) {
  await openMinProfil(page, personIn(world, person));
  return workPhone(page);
}

async function saved(stage: Stage, number: string) {
  const phone = await openWorkPhone(stage, "kari");
  await phone.add.click();
  await phone.type(number);
  await phone.result.getByRole("paragraph").first().waitFor();
  return phone;
}

/** Saves a number while this is the matter with the registers. */
async function savedWhile(stage: Stage, fault: RegisterFault): Promise<void> {
  const phone = await openWorkPhone(stage, "kari");
  for (const register of [stage.world.school, stage.world.kindergarten]) register.faults.set(fault);
  await phone.add.click();
  await phone.type("22 00 00 01");
  await phone.result.getByRole("paragraph").first().waitFor();
}

async function removed(stage: Stage) {
  const phone = await openWorkPhone(stage, "jobbtelefon");
  await phone.remove.click();
  await phone.confirmRemoval.click();
  await phone.undo.waitFor();
  return phone;
}

async function refused(stage: Stage, number: string): Promise<void> {
  const phone = await openWorkPhone(stage, "kari");
  await phone.add.click();
  await phone.type(number);
  await stage.page.locator('[aria-invalid="true"]').waitFor();
}

/** «Jobbtelefon»: the form, what is wrong in it, the question, and every result. */
export const workPhoneStates: readonly State[] = [
  {
    id: "work-phone-form",
    title: "The form",
    shows: ["P5"],
    open: async (stage) => {
      const phone = await openWorkPhone(stage, "kari");
      await phone.add.click();
      await phone.input.waitFor();
    },
  },
  {
    id: "work-phone-empty",
    title: "Nothing was typed",
    shows: ["P5"],
    open: (stage) => refused(stage, ""),
  },
  {
    id: "work-phone-invalid",
    title: "What was typed is no number",
    shows: ["P5"],
    faults: /status of 400/,
    open: (stage) => refused(stage, "12 34"),
  },
  {
    id: "work-phone-saving",
    title: "The number is being saved",
    shows: ["P5"],
    open: async (stage) => {
      const phone = await openWorkPhone(stage, "kari");
      await phone.add.click();
      await holdRequests(stage.page, "PUT");
      await phone.type("22 00 00 01");
      await stage.page.locator('main [aria-busy="true"]').waitFor();
    },
  },
  {
    id: "work-phone-saved",
    title: "Saved in both systems",
    shows: ["P5"],
    tells: ["work phone changed"],
    open: async (stage) => void (await saved(stage, "22 00 00 01")),
  },
  {
    id: "work-phone-foreign",
    title: "A foreign number",
    shows: ["P5"],
    open: async (stage) => void (await saved(stage, "0046 8 123 456 78")),
  },
  {
    id: "work-phone-one-failed",
    title: "Saved in one system, the other failed",
    shows: ["P5"],
    open: async (stage) => {
      stage.world.kindergarten.faults.set({ status: 503, only: "writes" });
      await saved(stage, "22 00 00 01");
    },
  },
  {
    id: "work-phone-failed",
    title: "Saved nowhere",
    shows: ["P5"],
    tells: ["work phone failed"],
    open: (stage) => savedWhile(stage, { status: 503, only: "writes" }),
  },
  {
    id: "work-phone-pending",
    title: "The systems take their time",
    shows: ["P5"],
    tells: ["work phone pending"],
    open: (stage) => savedWhile(stage, { asynchronous: { pollsUntilDone: 0 } }),
  },
  {
    id: "work-phone-conflict",
    title: "Somebody else changed the person at the same time",
    shows: ["P5"],
    tells: ["work phone conflict"],
    open: (stage) => savedWhile(stage, { conflictAlways: true }),
  },
  {
    id: "work-phone-refused",
    title: "The systems take it no longer",
    shows: ["P5"],
    tells: ["work phone read-only"],
    open: (stage) => savedWhile(stage, { readOnly: true }),
    leave: startWritable,
  },
  {
    id: "work-phone-up-to-date",
    title: "The same number once more",
    shows: ["P5"],
    tells: ["work phone up-to-date"],
    open: async (stage) => {
      const phone = await saved(stage, "22 00 00 01");
      await phone.change.click();
      await phone.type("22000001");
      await phone.result.getByRole("paragraph").first().waitFor();
    },
  },
  {
    id: "work-phone-in-school",
    title: "Only the school has the number",
    shows: ["P5"],
    open: async (stage) => {
      const { nationalId } = personIn(stage.world, "jobbtelefon");
      const [record] = stage.world.kindergarten.find(nationalId);
      if (record === undefined) throw new Error("The kindergarten does not know the person.");
      stage.world.kindergarten.edit(record.entry.personId, (entry) => ({
        ...entry,
        contact: { ...entry.contact, workPhone: { ...entry.contact.workPhone, value: null } },
      }));
      const phone = await openWorkPhone(stage, "jobbtelefon");
      await phone.change.waitFor();
    },
  },
  {
    id: "work-phone-question",
    title: "Before it is removed",
    shows: ["P5"],
    open: async (stage) => {
      const phone = await saved(stage, "22 00 00 01");
      await phone.remove.click();
      await phone.question.waitFor();
    },
  },
  {
    id: "work-phones-question",
    title: "Before different numbers are removed",
    shows: ["P5"],
    open: async (stage) => {
      const phone = await openWorkPhone(stage, "jobbtelefon");
      await phone.remove.click();
      await phone.question.waitFor();
    },
  },
  {
    id: "work-phone-removed",
    title: "Removed, and can be put back",
    shows: ["P5"],
    open: async (stage) => void (await removed(stage)),
  },
  {
    id: "work-phone-half-removed",
    title: "Removed in one system, the other failed",
    shows: ["P5"],
    open: async (stage) => {
      stage.world.kindergarten.faults.set({ status: 503, only: "writes" });
      await removed(stage);
    },
  },
  {
    id: "work-phone-put-back",
    title: "Put back",
    shows: ["P5"],
    open: async (stage) => {
      const phone = await removed(stage);
      await phone.undo.click();
      await phone.change.waitFor();
    },
  },
  {
    id: "work-phone-not-writable",
    title: "No system takes a work phone",
    shows: ["P5"],
    open: async (stage) => {
      await startReadOnly(stage);
      const phone = await openWorkPhone(stage, "jobbtelefon");
      await phone.section.getByText("hvis jobbtelefonen skal endres").waitFor();
    },
    leave: startWritable,
  },
];
