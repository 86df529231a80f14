/**
 * Pictures of the practice phones for the README, of the real thing: `npm run screenshots`. Starts practice on a
 * database of its own, plays the first days in a real browser and writes docs/images/practice-*.png. CHROMIUM names
 * the browser where it is not /usr/bin/chromium; the pictures want colour emoji and CJK fonts on this machine.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { parseConfig } from '../dist/bot/config.js';
import { startPractice } from '../dist/bot/practice/practice.js';
import { loadLocales } from '../dist/locales/index.js';

const root = path.resolve(import.meta.dirname, '..');
const images = path.join(root, 'docs/images');
const locales = loadLocales(path.join(root, 'locales'));
const desk = { width: 1280, height: 900 };
const pocket = { width: 390, height: 844 };
/** The evening on which the pictures are taken. */
const lastDay = 3;

/** A text of the bot or the page. */
function words(language, key, vars = {}) {
  const [namespace, name] = key.split(':');
  const text = name.split('.').reduce((node, part) => node[part], locales.namespace(language, namespace));
  return text.replace(/\{\{(\w+)\}\}/g, (_mark, blank) => String(vars[blank]));
}

/** A page on a fresh practice, and what is done on it. */
class Stage {
  constructor(page, language) {
    this.page = page;
    this.language = language;
  }

  words(key, vars) {
    return words(this.language, key, vars);
  }

  /** Taps the newest button like this on a phone, and waits for the answer. */
  async tap(slot, label) {
    const phone = this.page.locator(`#phone-${slot}`);
    const before = await phone.locator('.from-bot').count();
    await phone.locator('.choice', { hasText: label }).last().click();
    await phone.locator('.from-bot').nth(before).waitFor();
  }

  /** One event further. */
  async next() {
    const time = this.page.locator('.clock-time time');
    const before = await time.getAttribute('datetime');
    await this.page.getByRole('button', { name: this.words('practice:clock.next'), exact: true }).click();
    await this.page.locator(`.clock-time time:not([datetime="${before}"])`).waitFor();
    await this.page.locator('.clock-ahead.moving').waitFor({ state: 'detached' });
  }

  async hour() {
    return `${await this.page.locator('.clock-day').innerText()} ${await this.page.locator('.clock-time time').innerText()}`;
  }

  /** The evening check-in, answered. */
  async checkIn() {
    await this.tap('client', this.words('check-in:mood.okay'));
    await this.tap('client', /^2$/);
  }

  /** Three days at home, each answered; the worker looks at the list on the last morning. */
  async threeDays() {
    const evening = (day) =>
      `${this.words('practice:clock.day', { day })} ${this.words('practice:clock.of')} 20:00`;
    for (let day = 0; day <= lastDay; day += 1) {
      const home = this.words('programme:first-night.at.home');
      for (let hour = ''; hour !== evening(day); hour = await this.hour()) {
        if (day === 0 && (await this.page.locator('.choice', { hasText: home }).count()) > 0) break;
        await this.next();
      }
      if (day > 0) await this.checkIn();
      else {
        await this.tap('client', home);
        await this.tap('client', this.words('programme:first-night.with.someone'));
      }
    }
    await this.tap('worker', this.words('staff:button.look'));
  }

  async picture(name) {
    // Nothing under the pointer or in focus, the boat at rest.
    await this.page.mouse.move(0, 0);
    await this.page.evaluate('document.activeElement.blur()');
    await this.page.evaluate(
      'new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))',
    );
    await this.page.evaluate(
      'Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))',
    );
    await this.page.screenshot({ path: path.join(images, name) });
    process.stdout.write(`docs/images/${name}\n`);
  }
}

/** Plays the first days in this language, and takes the pictures. */
async function play(browser, language, pictures) {
  const folder = mkdtempSync(path.join(tmpdir(), 'guihang-screenshots-'));
  const practice = await startPractice(parseConfig({ GUIHANG_DATA: folder }, folder), 0);
  const page = await (
    await browser.newContext({ viewport: desk, locale: language, reducedMotion: 'reduce' })
  ).newPage();
  try {
    await page.goto(practice.url);
    await page.getByText(words(language, 'practice:empty.client.title')).waitFor();
    const stage = new Stage(page, language);
    await stage.threeDays();
    await pictures(stage);
  } finally {
    await page.context().close();
    await practice.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

mkdirSync(images, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  await play(browser, 'zh-CN', async (stage) => {
    await stage.picture('practice-zh.png');
    await stage.page.setViewportSize(pocket);
    await stage.picture('practice-phone.png');
  });
  await play(browser, 'en', (stage) => stage.picture('practice-en.png'));
} finally {
  await browser.close();
}
