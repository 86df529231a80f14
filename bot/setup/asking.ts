import type { z } from 'zod';
import type { Ask } from './ask.js';
import type { StationFile } from './station-file.js';

/** What the questions are put with: a terminal, the words in one language, and the station as it is now, if any. */
export interface Asking {
  readonly ask: Ask;
  readonly say: (key: string, params?: Record<string, string | number>) => string;
  readonly before: Omit<StationFile, 'understood'> | null;
}

/** A text question that accepts what `shape` accepts. */
export async function askText(
  { ask, say }: Asking,
  key: string,
  shape: z.ZodType<string>,
  initial?: string,
  extra: (value: string) => string | undefined = () => undefined,
): Promise<string> {
  const check = (value: string) =>
    shape.safeParse(value.trim()).success ? extra(value.trim()) : say(`wrong.${key}`);
  const answer = await ask.text({
    message: say(`ask.${key}`),
    example: say(`example.${key}`),
    check,
    ...(initial === undefined || initial === '' ? {} : { initial }),
  });
  return answer.trim();
}

/** A question that is answered with yes or no. */
export function askWhether({ ask, say }: Asking, key: string, initial = true): Promise<boolean> {
  return ask.confirm({ message: say(key), yes: say('yes'), no: say('no'), initial });
}
