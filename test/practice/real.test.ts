import type { Browser, BrowserContextOptions, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { crisisWords } from '../../bot/seed/practice-data.js';
import { findBrowser, openBrowser } from './browser.js';
import { RealPractice, type Phone } from './real.js';

const executable = findBrowser();
if (executable === null) {
  console.log('skipped: the real practice in a real browser; no chromium or google-chrome on the PATH');
}

const desk = { viewport: { width: 1280, height: 900 }, locale: 'zh-CN' };
const pocket = { viewport: { width: 390, height: 844 }, locale: 'en-GB' };

describe.skipIf(executable === null)('the real practice in a real browser', { timeout: 120_000 }, () => {
  let browser: Browser;
  let practice: RealPractice;
  let client: Phone;
  let worker: Phone;

  beforeAll(async () => {
    browser = await openBrowser(executable ?? '');
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await practice.close();
    expect(practice.complaints).toEqual([]);
  });

  async function open(options: BrowserContextOptions): Promise<void> {
    practice = new RealPractice(browser, options);
    await practice.open();
    client = practice.phone('client');
    worker = practice.phone('worker');
  }

  /** Goes on to the next event, and the next, until somebody has been told this. */
  async function next(phone: Phone, key: string): Promise<void> {
    for (let events = 0; events < 6 && (await phone.count(key)) === 0; events += 1)
      await practice.moves(() => practice.button('clock.next').click());
    await phone.hears(key);
  }

  it('takes an answer by buttons, shows the worker the day, and the plan its reasons', async () => {
    await open(desk);
    await next(client, 'programme:first-night.place');
    await next(worker, 'staff:digest');
    await worker.tap('staff:button.look');
    await worker.hears('staff:reason.call-day');
    await next(client, 'check-in:mood.ask');
    await client.tap('check-in:mood.okay');
    await client.hears('check-in:urge.okay');
    await client.say('二');
    await client.hears('收到');
    await practice.button('phone.plan').click();
    const plan = practice.page.getByRole('dialog');
    for (const state of ['done', 'planned'])
      await plan
        .getByText(practice.words(`plan.states.${state}`), { exact: true })
        .first()
        .waitFor();
  });

  it('goes from the worker’s invitation to the client’s plan on a new phone', async () => {
    await open(desk);
    await practice.button('clock.startOver').click();
    await practice.page.getByLabel(practice.words('reset.invitation')).check();
    await practice.page
      .getByRole('dialog')
      .getByRole('button', { name: practice.words('reset.confirm') })
      .click();
    await practice.page.getByText(practice.words('clock.noDay')).waitFor();
    await practice.button('quick.invite').click();
    await worker.hears('invite:alias.ask');
    await worker.say('阿海');
    for (const key of ['staff:day.today', 'invite:report.15', 'invite:decision.unknown'])
      await worker.tap(key);
    await worker.tap('staff:template.none');
    await worker.tap('invite:button.create');
    await practice.button('bubble.openClient').click();
    await client.tap('onboarding:language.zh-CN');
    for (const button of ['read-on', 'go-on', 'go-on', 'begin'])
      await client.tap(`onboarding:button.${button}`);
    await client.tap('onboarding:alias.same');
    await client.hears('onboarding:consent.share.signals');
    await client.tap('onboarding:button.yes');
    await client.tap('onboarding:crisis-choice.ask-first');
    for (const part of ['group', 'jobs', 'activities']) {
      await client.hears(`onboarding:consent.${part}`);
      await client.tap('onboarding:button.no');
    }
    await client.hears('onboarding:hour.ask');
    await client.say('晚上七点半');
    await client.hears('onboarding:done.close');
    await worker.hears('onboarding:told-worker');
    await practice.page
      .getByText(practice.words('clock.day', { day: 0 }), { exact: true })
      .first()
      .waitFor();
  });

  it('shows numbers at once, calls the worker, and tells the truth about it', async () => {
    await open(desk);
    await client.box.getByRole('button', { name: practice.words('quick.help'), exact: true }).click();
    await client.hears('help:help.which');
    for (const number of ['120', '110', '12356'])
      await client.box
        .getByRole('button', { name: practice.words('bubble.dial', { number }) })
        .first()
        .waitFor();
    await client.say(crisisWords('zh-CN'));
    await client.hears('crisis:card.calling');
    await client.hears('crisis:truth.sending');
    // The card is longer than the screen: its numbers are what is in view.
    const first = client.box.locator('.dial[data-number="120"]').last();
    await expect.poll(() => inView(first, client.box.locator('.log'))).toBe(true);
    await worker.hears('crisis:page.head');
    expect((await worker.texts()).join()).not.toContain(crisisWords('zh-CN'));
    expect(await client.count('crisis:truth.ack')).toBe(0);
    await worker.tap('crisis:button.ack');
    await client.hears('crisis:truth.ack');
  });

  it('gets to day 90 with a client who answers alone, and says what became of every step', async () => {
    await open(desk);
    await practice.moves(() => practice.button('clock.plusDay').click());
    await practice.page.locator('.clock-day', { hasText: practice.words('clock.day', { day: 1 }) }).waitFor();
    await practice.page.getByRole('switch', { name: practice.words('clock.auto') }).check();
    await practice.moves(() => practice.button('clock.toDay90').click(), 100_000);
    const day90 = practice.page.locator('.clock-day', { hasText: practice.words('clock.day', { day: 90 }) });
    await day90.waitFor();
    await practice.page.locator('.harbour.lit').waitFor();
    expect(await client.box.locator('.line.from-person').count()).toBeGreaterThan(30);
    await practice.button('phone.plan').click();
    const rows = practice.page.locator('table.plan tbody tr');
    await rows.nth(100).waitFor();
    expect(await practice.page.locator('table.plan tr[data-state=done]').count()).toBeGreaterThan(100);
    const dropped = practice.page.locator('table.plan tr[data-state=dropped] .plan-reason');
    for (const reason of await dropped.allInnerTexts()) expect(reason).toMatch(/\p{Script=Han}/u);
    // Each decision stands under its step, in words.
    const decisions = practice.page.locator('table.plan .plan-decisions li');
    expect(await decisions.count()).toBeGreaterThan(100);
    for (const said of await decisions.allInnerTexts()) expect(said).toMatch(/\p{Script=Han}/u);
  });

  it('speaks English to an English browser, fits a phone, and can be driven by keyboard alone', async () => {
    await open(pocket);
    const { page } = practice;
    await practice.tabTo('clock.next');
    await practice.moves(() => page.keyboard.press('Enter'));
    await client.hears('programme:first-night.place');
    for (let events = 0; events < 6 && (await client.count('check-in:mood.ask')) === 0; events += 1)
      await practice.moves(() => page.keyboard.press('Enter'));
    await practice.tabTo(/Okay/u);
    await page.keyboard.press('Enter');
    await client.hears('check-in:urge.okay');
    await practice.tabTo('phone.short.client');
    await page.keyboard.press('ArrowLeft');
    expect(await worker.box.isVisible()).toBe(true);
    expect(await client.box.isVisible()).toBe(false);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overflow)).toBe(0);
    // What was said stays as it was; only starting over changes what the people speak.
    await practice.button('app.languageLabel').click();
    await page.getByText('手机上的人还说英文').waitFor();
    await page.getByRole('tab', { name: '康复者' }).click();
    await client.hears('check-in:urge.okay');
  });

  it('keeps the newest line in view when the window turns', async () => {
    await open(desk);
    for (let times = 1; times <= 8; times += 1) {
      await client.box.getByRole('button', { name: practice.words('quick.menu'), exact: true }).click();
      await expect.poll(() => client.count('menu:hello')).toBe(times);
    }
    await practice.page.setViewportSize(pocket.viewport);
    await practice.page.getByRole('tablist').waitFor();
    // Scrolling, layout and observers take their turns over some frames.
    await practice.page.evaluate(
      'new Promise((then) => { let n = 8; (function go() { n-- ? requestAnimationFrame(go) : then() })() })',
    );
    expect(await inView(client.box.locator('.choice').last(), client.box.locator('.log'))).toBe(true);
  });

  it('keeps the conversation and the clock over a restart', async () => {
    await open(desk);
    await next(client, 'programme:first-night.place');
    await client.tap('programme:first-night.at.home');
    await client.hears('programme:first-night.company');
    const before = {
      texts: await client.texts(),
      clock: await practice.page.locator('.clock-now').innerText(),
    };
    await practice.stop();
    await practice.page.getByText(practice.words('app.offline')).waitFor();
    await practice.start();
    await practice.page.getByText(practice.words('app.offline')).waitFor({ state: 'detached' });
    await practice.page.reload();
    await client.hears('programme:first-night.company');
    expect({
      texts: await client.texts(),
      clock: await practice.page.locator('.clock-now').innerText(),
    }).toEqual(before);
    await client.tap('programme:first-night.with.alone');
    await client.hears('programme:first-night.close');
    practice.complaints = practice.complaints.filter((line) => !line.includes('ERR_'));
  });
});

async function inView(element: Locator, box: Locator): Promise<boolean> {
  const [inner, outer] = await Promise.all([element.boundingBox(), box.boundingBox()]);
  if (inner === null || outer === null) return false;
  return inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height;
}
