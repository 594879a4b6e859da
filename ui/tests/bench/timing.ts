/** Times between what somebody does and the picture that answers it, taken inside of the page by its own clock. */

import type { Page } from 'playwright-core';

/** What must be on the page for the answer to be there. */
interface Answer {
  /** The event that begins it. */
  event: 'keydown' | 'click';
  /** A listbox that must show so many options, of which those in sight contain the text. */
  list?: { label: string; count: number; text: string };
  /** What the table's first row says, which must be something else: all rows change at once. */
  row?: string | null;
}

type Timed = { answered: Promise<number> };

/** Has the page take the time from the next event until the answer has been painted. */
async function expectAnswer(page: Page, answer: Answer): Promise<void> {
  await page.evaluate(({ event, list, row }) => {
    const isListed = ({ label, count, text }: { label: string; count: number; text: string }) => {
      const options = [...document.querySelectorAll(`[role=listbox][aria-label="${label}"] [role=option]`)];
      const fits = (option: Element) =>
        option.ariaSetSize === String(count) && option.textContent?.toLowerCase().includes(text);
      return options.length > 0 === count > 0 && options.every(fits);
    };
    const isPaged = () => {
      const first = document.querySelector('tr[data-row-key]')?.textContent;
      return first !== undefined && first !== row && !document.querySelector('.ant-spin-spinning');
    };
    const isThere = () => (list ? isListed(list) : isPaged());
    const painted = () =>
      new Promise<number>((resolve) =>
        // A message that is sent within a frame comes after its picture.
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve(performance.now());
          channel.port2.postMessage(null);
        }),
      );
    const answered = new Promise<number>((resolve) => {
      const begin = ({ timeStamp }: Event) => {
        const observer = new MutationObserver(() => {
          if (!isThere()) return;
          observer.disconnect();
          painted().then((now) => resolve(now - timeStamp));
        });
        observer.observe(document.body, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
      };
      window.addEventListener(event, begin, { once: true, capture: true });
    });
    (window as unknown as Timed).answered = answered;
  }, answer);
}

/** The milliseconds that it took. */
function answered(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as Timed).answered);
}

/** Types a text into the search of a list of names key by key, and takes it back; the milliseconds of every key. */
export async function type(page: Page, field: string, label: string, text: string, names: string[]) {
  const search = page.getByRole('searchbox', { name: field });
  const typed = [...text].map((_, index) => text.slice(0, index + 1));
  const steps = [...typed, ...typed.slice(0, -1).reverse(), ''];
  const times: number[] = [];
  let before = names.length;
  for (const [index, wanted] of steps.entries()) {
    const count = names.filter((name) => name.includes(wanted)).length;
    if (count === before) throw new Error(`${wanted} finds as many as before: nothing would tell the answer`);
    before = count;
    await expectAnswer(page, { event: 'keydown', list: { label, count, text: wanted } });
    await search.press(index < text.length ? (text[index] ?? '') : 'Backspace');
    times.push(await answered(page));
  }
  return times;
}

/** Turns to the next page; the milliseconds until its rows are there. */
export async function nextPage(page: Page): Promise<number> {
  const first = page.locator('tr[data-row-key]').first();
  await expectAnswer(page, { event: 'click', row: await first.textContent() });
  await page.getByRole('button', { name: 'Next page' }).click();
  return answered(page);
}
