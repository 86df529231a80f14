import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, openBrowser } from './browser.js';
import { buildPage, removePage, startPractice, type Started } from './start.js';

const executable = findBrowser();
if (executable === null) {
  console.log('skipped: practice phones in a real browser; no chromium or google-chrome on the PATH');
}

const shots = path.resolve(import.meta.dirname, '../../test-output/practice');
const desk = { viewport: { width: 1280, height: 860 }, locale: 'zh-CN' };
const pocket = { viewport: { width: 390, height: 844 }, locale: 'zh-CN' };

describe.skipIf(executable === null)('practice phones in a real browser', () => {
  let browser: Browser;
  let pageDir: string;
  let practice: Started;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    pageDir = buildPage();
    mkdirSync(shots, { recursive: true });
    browser = await openBrowser(executable ?? '');
  });
  afterAll(async () => {
    await browser.close();
    removePage(pageDir);
  });
  beforeEach(async () => {
    practice = await startPractice(pageDir);
  });
  afterEach(async () => {
    await page.context().close();
    await practice.stop();
    expect(complaints).toEqual([]);
  });

  /** Opens the page and waits for the phones; whatever the console complains of fails the test. */
  async function open(options: BrowserContextOptions): Promise<void> {
    const context = await browser.newContext(options);
    page = await context.newPage();
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(practice.url)) complaints.push(`asked ${new URL(request.url()).host}`);
    });
    await page.goto(practice.url);
    await page.locator('#phone-client').waitFor();
  }

  const phone = (slot: string) => page.locator(`#phone-${slot}`);
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  /** Presses Tab until the focus is on the button with this text. */
  async function tabTo(text: string): Promise<void> {
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.textContent')) === text) return;
    }
    throw new Error('expected Tab to get there within 80 presses, it did not');
  }

  it('is in Chinese for a Chinese browser, and says that nobody is real', async () => {
    await open(desk);
    expect(await page.title()).toBe('归航 · 演练手机');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.getByText('演练 · 没有真人').waitFor();
    for (const slot of ['client', 'family', 'worker']) expect(await phone(slot).isVisible()).toBe(true);
  });

  it('changes to English and back, and remembers', async () => {
    await open(desk);
    await button('换成英文').click();
    await page.getByText('Practice · nobody real').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.reload();
    await page.getByText('Practice · nobody real').waitFor();
    await button('Switch to Chinese').click();
    await page.getByText('演练 · 没有真人').waitFor();
  });

  it('starts in English for an English browser', async () => {
    await open({ ...desk, locale: 'en-GB' });
    await page.getByText('Practice · nobody real').waitFor();
  });

  it('carries a typed text to the bot and its answer back, with the day and the hour', async () => {
    await open(desk);
    await phone('client').getByLabel('给机器人写一句').fill('还行');
    await page.keyboard.press('Enter');
    await phone('client').locator('.from-bot', { hasText: '收到 got: 还行' }).waitFor();
    expect(practice.bot.received).toMatchObject([{ text: '还行', language: 'zh-CN' }]);
    expect(await phone('client').locator('.day-mark').innerText()).toBe('第 0 天 12月1日 周二');
    expect(await phone('client').locator('.bubble time').first().innerText()).toBe('20:00');
    expect(await phone('worker').locator('.bubble').count()).toBe(0);
  });

  it('keeps a text that the bot did not get, and says so', async () => {
    await open(desk);
    practice.bot.refusing = true;
    const box = phone('client').getByLabel('给机器人写一句');
    await box.fill('还行');
    await page.keyboard.press('Enter');
    await page.getByText('机器人没有收到，请再发一次。').waitFor();
    expect(await box.inputValue()).toBe('还行');
    complaints = complaints.filter((line) => !line.includes('503'));
  });

  it('can be driven by keyboard alone: next event, then an answer', async () => {
    await open(desk);
    await tabTo('下一件事');
    await page.keyboard.press('Enter');
    await phone('client').getByRole('button', { name: '还行 okay' }).waitFor();
    await tabTo('还行 okay');
    const ring = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    expect(ring).toBe('solid');
    await page.keyboard.press('Enter');
    await phone('client').getByText('谢谢 thank you: 还行 okay').waitFor();
    await phone('client').getByRole('button', { name: '已选：还行 okay' }).waitFor();
    expect(practice.bot.received).toMatchObject([{ kind: 'button', text: '还行 okay' }]);
  });

  it('reads new messages out once, politely', async () => {
    await open(desk);
    await practice.bot.say('worker-1', '有一件事');
    await expect.poll(() => page.getByTestId('spoken').innerText()).toBe('陈社工的手机：有一件事');
  });

  it('shows one phone at a time at phone width, with tabs that arrow keys move and that count', async () => {
    await open(pocket);
    expect(await phone('worker').isVisible()).toBe(false);
    await practice.bot.say('worker-1', '有一件事');
    await page.getByRole('tab', { name: '社工 1 条新消息' }).waitFor();
    await page.getByRole('tab', { name: '康复者' }).focus();
    await page.keyboard.press('ArrowLeft');
    await phone('worker').getByText('有一件事').waitFor();
    expect(await phone('client').isVisible()).toBe(false);
    await page.getByRole('tab', { name: '社工', exact: true }).waitFor();
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overflow)).toBe(0);
    await button('换成英文').click();
    await page.getByText('Practice · nobody real').waitFor();
    expect(await page.evaluate(overflow)).toBe(0);
  });

  it('goes to day 90, with the boat home, and shows the plan', async () => {
    await open(desk);
    await button('到第 90 天').click();
    await page.locator('.clock-day', { hasText: '第 90 天' }).waitFor();
    await page.locator('.harbour.lit').waitFor();
    await phone('client').locator('.day-mark', { hasText: '第 90 天' }).waitFor();
    expect(await button('到第 90 天').getAttribute('aria-disabled')).toBe('true');
    await button('计划').click();
    await page.getByRole('row', { name: '已超过当天上限' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('计划');
  });

  it('stops on the way', async () => {
    let days = 0;
    practice.bot.pause = (signal) =>
      (days += 1) < 4
        ? Promise.resolve()
        : new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    await open(desk);
    await button('到第 90 天').click();
    await button('停下').click();
    await page.locator('.clock-day', { hasText: '第 4 天' }).waitFor();
    await button('到第 90 天').waitFor();
  });

  it('opens an invitation from the worker on a new client phone', async () => {
    await open(desk);
    await button('重新开始').click();
    await page.getByLabel('从邀请开始').check();
    await page.getByRole('dialog').getByRole('button', { name: '重新开始' }).click();
    await phone('worker').getByText('邀请码 TRY-4711').waitFor();
    await button('在新的康复者手机上打开').click();
    await phone('client').getByText('打开了邀请').waitFor();
    await phone('client').getByText('收到 got: /start TRY-4711').waitFor();
    await phone('client').getByLabel('这台手机是谁的').selectOption({ label: '老周' });
    await phone('client').getByText('这是康复者的手机').waitFor();
  });

  it('sends a voice message, and dials nothing', async () => {
    await open(desk);
    await phone('client').getByRole('button', { name: '发语音、图片或表情' }).click();
    await phone('client').getByRole('button', { name: '语音', exact: true }).click();
    await phone('client').getByRole('button', { name: '拨打 12356' }).click();
    await page.getByText('真的手机上，这里会拨打 12356。演练不拨号。').waitFor();
    expect(await page.locator('a[href^="tel:"]').count()).toBe(0);
  });

  it('says when the bot is out of reach, and goes on when it is back', async () => {
    await open(desk);
    const port = Number(new URL(practice.url).port);
    await practice.stop();
    await page.getByText('和机器人断开了，正在重新连接……').waitFor();
    practice = await startPractice(pageDir, port);
    await practice.bot.say('client-1', '我回来了');
    await phone('client').getByText('我回来了').waitFor();
    await page.getByText('和机器人断开了，正在重新连接……').waitFor({ state: 'detached' });
    complaints = complaints.filter((line) => !line.includes('ERR_'));
  });

  it.each([
    ['desk-light', { ...desk, colorScheme: 'light' as const }],
    ['desk-dark', { ...desk, colorScheme: 'dark' as const }],
    ['pocket-light', { ...pocket, colorScheme: 'light' as const }],
    ['pocket-en-dark', { ...pocket, locale: 'en-GB', colorScheme: 'dark' as const }],
  ])('can be looked at: test-output/practice/%s.png', async (name, options) => {
    await practice.bot.reset('enrolled');
    await practice.bot.say('worker-1', 'code\n#invite=TRY-4711');
    await open(options);
    await phone('client').locator('.choice').first().waitFor();
    const shot = await page.screenshot({ path: path.join(shots, `${name}.png`) });
    expect(shot.byteLength).toBeGreaterThan(10_000);
    const theme = await page.locator('html').getAttribute('data-theme');
    expect(theme).toBe(options.colorScheme);
  });
});
