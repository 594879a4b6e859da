/** Somebody at a browser, and what went wrong on the pages that they saw. */

import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where pictures go: docs/screens for `make screens`, else a directory that nobody keeps. */
const SCREENS = process.env.SHADOWTABLE_SCREENS ?? join(tmpdir(), 'shadowtable-screens');

/** How somebody looks at the console. */
export interface Window {
  language?: 'en' | 'zh';
  appearance?: 'light' | 'dark';
  width?: number;
  height?: number;
}

/** What axe found. */
interface Findings {
  violations: {
    id: string;
    impact: string | null;
    help: string;
    nodes: { html: string; failureSummary: string }[];
  }[];
}

/** Chromium tells of every answer of 400 and above: refusals are part of a console's life, and shown on the page. */
const REFUSAL = /^Failed to load resource: (the server responded with a status|net::ERR_)/;

export class Person {
  readonly page: Page;
  readonly faults: string[] = [];
  readonly #origin: string;
  #bytes = 0;

  private constructor(page: Page, origin: string) {
    this.page = page;
    this.#origin = origin;
    page.on('pageerror', (error) => this.faults.push(`${page.url()}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !REFUSAL.test(message.text()))
        this.faults.push(`${page.url()}: ${message.text()}`);
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin && !['data:', 'blob:'].includes(url.protocol))
        this.faults.push(`${page.url()}: asked ${url}`);
    });
    page.on('requestfinished', async (request) => {
      const sizes = await request.sizes().catch(() => undefined);
      if (sizes) this.#bytes += sizes.responseBodySize + sizes.responseHeadersSize;
    });
  }

  static async open(
    browser: Browser,
    origin: string,
    who: { name: string; password: string } | null,
    { language = 'en', appearance = 'light', width = 1280, height = 800 }: Window,
  ): Promise<Person> {
    const context = await browser.newContext({
      viewport: { width, height },
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      timezoneId: 'Asia/Shanghai',
      colorScheme: appearance,
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(20_000);
    if (who !== null) {
      const answer = await context.request.post(`${origin}/api/v1/login`, { data: who, headers: { origin } });
      expect(answer.status(), await answer.text()).toBe(200);
    }
    return new Person(await context.newPage(), origin);
  }

  /** Opens a path of the console. */
  async goto(path: string): Promise<void> {
    await this.page.goto(this.#origin + path);
  }

  /** All bytes that came from the server so far, as they came over the wire. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Takes a picture of the screen, under a name such as `task-center`. */
  async picture(name: string, options: { fullPage?: boolean } = {}): Promise<void> {
    mkdirSync(SCREENS, { recursive: true });
    await this.page.evaluate(() => document.fonts.ready);
    await this.#saidShown(false);
    await this.page.screenshot({ path: join(SCREENS, `${name}.png`), animations: 'disabled', ...options });
    await this.#saidShown(true);
  }

  /** What has just been said is gone soon, and belongs to no screen. */
  async #saidShown(isShown: boolean): Promise<void> {
    await this.page.evaluate(
      (visibility) => {
        const said = document.querySelector<HTMLElement>('.ant-message');
        if (said) said.style.visibility = visibility;
      },
      isShown ? '' : 'hidden',
    );
  }

  /** Fails if the page itself scrolls to the side at a width that it is made for: what is wide scrolls within its own box. */
  async fits(): Promise<void> {
    const before = this.page.viewportSize();
    for (const width of [768, 1280, 1920]) {
      await this.page.setViewportSize({ width, height: before?.height ?? 800 });
      const wider = await this.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wider, `${this.page.url()} at ${width}`).toBeLessThanOrEqual(0);
    }
    if (before) await this.page.setViewportSize(before);
  }

  /** Fails if axe finds a serious or a critical fault on the screen. */
  async isAccessible(): Promise<void> {
    // Half faded in, a drawer has other colors than those that people read.
    await this.page.waitForFunction(() => {
      const ends = (one: Animation) => Number(one.effect?.getComputedTiming().endTime) < Infinity;
      return !document.getAnimations().some((one) => one.playState === 'running' && ends(one));
    });
    await this.page.evaluate(AXE);
    const found = await this.page.evaluate(() =>
      (globalThis as unknown as { axe: { run: () => Promise<Findings> } }).axe.run(),
    );
    const serious = found.violations.filter((one) => one.impact === 'serious' || one.impact === 'critical');
    const said = serious.map(
      (one) =>
        `${one.id}: ${one.help}\n  ${one.nodes.map((node) => `${node.html} ${node.failureSummary}`).join('\n  ')}`,
    );
    expect(said, `axe on ${this.page.url()}`).toEqual([]);
  }
}
