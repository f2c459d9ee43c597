import type { Page } from "@playwright/test";

/** Takes what the page asks of the portal's API with this method and hands nothing back, as a line that has gone slow. */
export async function holdRequests(
  page: Page,
  method: "GET" | "POST" | "PUT",
  path = "/api/**",
): Promise<void> {
  await page.route(`**${path}`, (route) =>
    route.request().method() === method ? Promise.resolve() : route.fallback(),
  );
}
