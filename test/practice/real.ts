import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { parseConfig } from '../../bot/config.js';
import { startPractice, type Practice } from '../../bot/practice/practice.js';
import { patternOf } from '../scenario/texts.js';
import { testLocales } from '../support/context.js';

/** The words on the button that has the focus. */
const focused = 'document.activeElement.closest("button")?.textContent ?? ""';

/** The real practice on a data folder of its own, and a page open on it. */
export class RealPractice {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'guihang-practice-'));
  /** Whatever the console complains of, and whoever else is asked: nothing of that should happen. */
  complaints: string[] = [];
  private practice: Practice | null = null;
  private port = 0;
  private shown: Page | null = null;
  /** What the page speaks. */
  language: string;

  constructor(
    private readonly browser: Browser,
    private readonly options: BrowserContextOptions,
  ) {
    this.language = options.locale === 'zh-CN' ? 'zh-CN' : 'en';
  }

  get page(): Page {
    if (this.shown === null) throw new Error('expected an open page; call open() first');
    return this.shown;
  }

  /** Starts practice, or starts it again on the same data and port. */
  async start(): Promise<void> {
    const config = parseConfig({ GUIHANG_DATA: this.folder, LOG_LEVEL: 'error' }, this.folder);
    this.practice = await startPractice(config, this.port);
    this.port = Number(new URL(this.practice.url).port);
  }

  async stop(): Promise<void> {
    await this.practice?.close();
    this.practice = null;
  }

  async open(): Promise<void> {
    await this.start();
    const context = await this.browser.newContext(this.options);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (line) => line.type() === 'error' && this.complaints.push(line.text()));
    page.on('request', (request) => {
      const { hostname } = new URL(request.url());
      if (hostname !== '127.0.0.1') this.complaints.push(`asked ${hostname}`);
    });
    await page.goto(`http://127.0.0.1:${this.port}`);
    await page.locator('#phone-client').waitFor();
    this.shown = page;
  }

  async close(): Promise<void> {
    await this.shown?.context().close();
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  phone(slot: 'client' | 'family' | 'worker'): Phone {
    return new Phone(this.page.locator(`#phone-${slot}`), this.language);
  }

  /** Does what moves the clock, and resolves when it has moved and stands still. */
  async moves(act: () => Promise<void>, timeout = 30_000): Promise<void> {
    const time = this.page.locator('.clock-time time');
    const before = await time.getAttribute('datetime');
    await act();
    // The hour changes with the first step of a journey, in the same breath as the sign that the clock moves.
    await this.page.locator(`.clock-time time:not([datetime="${before}"])`).waitFor({ timeout });
    await this.page.locator('.clock-ahead.moving').waitFor({ state: 'detached', timeout });
  }

  /** Presses Tab until the focus is on the button with these words of the page, or like this. */
  async tabTo(name: string | RegExp): Promise<void> {
    const isIt = (text: string) => (typeof name === 'string' ? text === this.words(name) : name.test(text));
    for (let presses = 0; presses < 80; presses += 1) {
      await this.page.keyboard.press('Tab');
      if (isIt(String(await this.page.evaluate(focused)))) return;
    }
    throw new Error('expected Tab to get there within 80 presses, it did not');
  }

  /** A button of the page itself. */
  button(key: string, vars: Readonly<Record<string, string | number>> = {}): Locator {
    return this.page.getByRole('button', { name: this.words(key, vars), exact: true });
  }

  /** The page's own words. */
  words(key: string, vars: Readonly<Record<string, string | number>> = {}): string {
    const text = key
      .split('.')
      .reduce<unknown>(
        (node, part) => (node as Record<string, unknown>)[part],
        testLocales().namespace(this.language, 'practice'),
      );
    return String(text).replace(/\{\{(\w+)\}\}/gu, (_mark, name: string) => String(vars[name]));
  }
}

/** One phone on the page; message keys as in the scenarios. */
export class Phone {
  constructor(
    readonly box: Locator,
    private readonly language: string,
  ) {}

  async say(text: string): Promise<void> {
    await this.box.getByRole('textbox').fill(text);
    await this.box.getByRole('textbox').press('Enter');
  }

  /** Taps the newest button of the newest message that has one like this. */
  async tap(key: string): Promise<void> {
    await this.choice(key).click();
  }

  choice(key: string): Locator {
    return this.box
      .locator('.choice:not(.chosen)')
      .filter({ hasText: this.pattern(key) })
      .last();
  }

  /** Resolves when the bot has said this on this phone. */
  hears(key: string): Promise<void> {
    return this.box
      .locator('.from-bot')
      .filter({ hasText: this.pattern(key) })
      .last()
      .waitFor();
  }

  count(key: string): Promise<number> {
    return this.box
      .locator('.from-bot')
      .filter({ hasText: this.pattern(key) })
      .count();
  }

  /** Everything in the chat in view, as the person reads it. */
  texts(): Promise<string[]> {
    return this.box.locator('.line').allInnerTexts();
  }

  private pattern(key: string): RegExp | string {
    const pattern = patternOf(key, this.language);
    // The page draws numbers as buttons of their own, so that line ends differ from the text's.
    return pattern === null ? key : new RegExp(pattern.source.replaceAll('\n', '\\s*'), 'u');
  }
}
