import { test } from "./portal.ts";

const refusedScript = `<!doctype html><meta http-equiv="content-security-policy" content="script-src 'none'">
<script>document.title = "ran";</script>`;

const complaint = `<script>console.error("something is wrong");</script>`;

test.describe("a page's faults", () => {
  test("fail the test when written to the console", async ({ page }) => {
    test.fail();
    await page.setContent(complaint);
  });

  test("fail the test when a policy refuses a script", async ({ page }) => {
    test.fail();
    await page.setContent(refusedScript);
  });

  test("fail the test when an exception is caught by nobody", async ({ page }) => {
    test.fail();
    await page.setContent("<script>throw new Error('thrown on the page')</script>");
  });

  test("let the test pass when it announced them", async ({ page, announceFault }) => {
    announceFault(/something is wrong/);
    await page.setContent(complaint);
  });
});
