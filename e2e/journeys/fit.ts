import type { Page } from "@playwright/test";

/**
 * Run by the browser: parts whose text is cut off or spills over their edge, text beyond the edge of the screen, and
 * things to press that lie on one another. What lies over the page on purpose is compared with its own parts alone.
 */
const FIND_MISFITS = `(() => {
  const isShown = (part) => {
    const { width, height } = part.getBoundingClientRect();
    return width > 1 && height > 1 && part.checkVisibility({ visibilityProperty: true }) &&
      part.closest(".ds-sr-only, svg") === null;
  };
  const top = document.querySelector("dialog[open], header nav [id]:not([hidden])") ?? document.body;
  const shown = [...document.body.querySelectorAll("*")].filter(isShown);
  const named = (part) => part.tagName.toLowerCase() + " «" + part.textContent.trim().slice(0, 40) + "»";
  const clips = (overflow) => overflow === "hidden" || overflow === "clip";
  const found = [];
  for (const part of shown) {
    const { overflowX, overflowY, display } = getComputedStyle(part);
    if (display === "inline") continue;
    const wide = part.scrollWidth > part.clientWidth + 1;
    const high = part.scrollHeight > part.clientHeight + 1;
    if ((clips(overflowX) && wide) || (clips(overflowY) && high)) found.push(named(part) + " is cut off");
    else if (wide && overflowX === "visible" && part.clientWidth > 0 && part !== document.body)
      found.push(named(part) + " spills over its edge");
  }
  const text = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (text.nextNode() !== null) {
    const part = text.currentNode.parentElement;
    if (text.currentNode.data.trim() === "" || !isShown(part)) continue;
    const range = document.createRange();
    range.selectNodeContents(text.currentNode);
    const { left, right } = range.getBoundingClientRect();
    if (left < -1 || right > innerWidth + 1) found.push(named(part) + " is beyond the edge of the screen");
  }
  const pressed = shown.filter((part) => top.contains(part) && part.matches("a[href], button, input"));
  for (const [index, one] of pressed.entries())
    for (const other of pressed.slice(index + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      const apart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
      if (!apart) found.push(named(one) + " and " + named(other) + " lie on one another");
    }
  return found;
})()`;

/** Promises every part of the page that does not fit: nothing, where all can be read and pressed. */
export function misfitsOn(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(FIND_MISFITS);
}

/** WCAG 1.4.12: what a reader may ask of the space between lines, paragraphs, letters and words. */
const TEXT_SPACING = `* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }`;

/** Promises what does not fit while a reader's own text spacing is on (WCAG 1.4.12). */
export async function misfitsWithTextSpacingOn(page: Page): Promise<string[]> {
  // A style sheet that is made by script is none that the security policy refuses.
  await page.evaluate(`(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(${JSON.stringify(TEXT_SPACING)});
    document.adoptedStyleSheets.push(sheet);
  })()`);
  try {
    return await misfitsOn(page);
  } finally {
    await page.evaluate(`void document.adoptedStyleSheets.pop()`);
  }
}

/** Promises the movements that are under way, by name; none may be where the person has asked for less motion. */
export function movementsOn(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`document.getAnimations()
    .filter(({ playState, effect }) => playState === "running" && effect.getComputedTiming().duration > 1)
    .map((animation) => (animation.animationName ?? animation.transitionProperty) + " of " + animation.effect.target.getAttribute("class"))`);
}
