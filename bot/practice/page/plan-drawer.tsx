import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PlanRow } from '../control.js';
import { Modal } from './modal.js';
import { chatsOf, slots, state } from './store.js';
import { planOf } from './talk.js';
import { say, t } from './words.js';

/** Every step of a person's plan, with what became of it and why. Follows the clock while it is open. */
export function PlanDrawer({ chat }: { chat: string }) {
  const rows = useSignal<readonly PlanRow[] | null>(null);
  const ahead = useSignal(false);
  const now = state.value?.now;
  useEffect(() => {
    void planOf(chat).then((plan) => (rows.value = plan ?? []));
  }, [chat, now]);
  const holder = slots.flatMap((slot) => chatsOf(slot)).find((one) => one.chat === chat);
  const shown = rows.value?.filter((row) => !ahead.value || row.state === 'planned');
  return (
    <Modal kind="drawer" title={t('plan.of', { who: holder === undefined ? '' : say(holder.label) })}>
      <div class="plan-top">
        <p>{t('plan.text')}</p>
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            checked={ahead.value}
            onChange={(event) => (ahead.value = event.currentTarget.checked)}
          />
          <span class="switch-track" aria-hidden="true" />
          {t('plan.filter')}
        </label>
      </div>
      <div class="plan-body" tabIndex={0} role="region" aria-label={t('plan.title')}>
        {shown === undefined ? (
          <p>{t('plan.loading')}</p>
        ) : shown.length === 0 ? (
          <p>{t('plan.empty')}</p>
        ) : (
          <Rows rows={shown} />
        )}
      </div>
    </Modal>
  );
}

const columns = ['day', 'when', 'step', 'state', 'reason'] as const;

function Rows({ rows }: { rows: readonly PlanRow[] }) {
  return (
    <table class="plan">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`plan.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={`${row.step} ${row.at} ${index}`} data-state={row.state}>
            <td class="plan-day">{row.day === null ? '' : t('plan.dayN', { day: row.day })}</td>
            <td class="plan-when">
              <time dateTime={row.at}>{row.local}</time>
            </td>
            <td class="plan-step">{say(row.label)}</td>
            <td class="plan-state">
              <span>{t(`plan.states.${row.state}`)}</span>
            </td>
            <td class="plan-reason">
              {row.reason === null ? '' : say(row.reason)}
              {row.decisions.length > 0 && <Decisions decisions={row.decisions} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was decided about one step, oldest first. */
function Decisions({ decisions }: { decisions: PlanRow['decisions'] }) {
  return (
    <ol class="plan-decisions">
      {decisions.map(({ local, label }, index) => (
        <li key={`${local} ${index}`}>
          <time>{local}</time> {say(label)}
        </li>
      ))}
    </ol>
  );
}
