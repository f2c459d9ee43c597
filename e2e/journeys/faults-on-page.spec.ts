import { watchForFaults } from "./faults-on-page.ts";
import { expect, test } from "./portal.ts";

const complaint = `<script>console.error("something is wrong");</script>`;

const faultyPages = [
  ["an error in the console", complaint, "something is wrong"],
  [
    "an exception that nobody caught",
    `<script>throw new Error("thrown on the page");</script>`,
    "thrown on the page",
  ],
  [
    "a script that the policy refused",
    `<meta http-equiv="content-security-policy" content="script-src 'none'"><script>document.title = "ran";</script>`,
    "Content Security Policy",
  ],
] as const;

for (const [fault, html, words] of faultyPages) {
  test(`${fault} is a fault of the page (HD4)`, async ({ context, page, announceFault }) => {
    announceFault(/./);
    const faults = watchForFaults(context);
    await page.setContent(html);
    expect(() => faults.demandNone()).toThrow(words);
  });
}

test("a fault nobody announced fails the test", async ({ page }) => {
  test.fail();
  await page.setContent(complaint);
});

test("an announced fault does not fail the test", async ({ page, announceFault }) => {
  announceFault(/something is wrong/);
  await page.setContent(complaint);
});
