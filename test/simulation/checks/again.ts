import { at, type Evidence, type Problem } from './evidence.js';

/** Once a second release has begun, nothing of the first waits, and nothing of it goes out any more. */
export function checkAgain({ run, dues, decisions, episodes }: Evidence): Problem[] {
  return episodes.flatMap(({ personId, scope, overMs }) => {
    if (overMs === null) return [];
    const chat = run.cast.find((member) => member.id === personId)?.chat ?? null;
    return dues
      .filter((row) => row.scope === scope)
      .flatMap((row) => {
        const said = decisions.get(`${row.scope} ${row.step} ${row.cycle}`) ?? [];
        const isOpen = ['planned', 'folded', 'claimed'].includes(row.state);
        const late = said.find(
          (one) => one.elapsedMs > overMs && ['fired', 'carried', 'silent'].includes(one.code),
        );
        if (!isOpen && late === undefined) return [];
        const detail = `${row.scope} ${row.step} ${row.cycle} is ${row.state} after ${at(overMs)}`;
        return [{ check: 'again', chat, detail }];
      });
  });
}
