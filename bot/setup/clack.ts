import { confirm, isCancel, multiselect, note, select, text, type Option } from '@clack/prompts';
import { Cancelled, type Ask } from './ask.js';

/** Questions at the terminal. */
export function clackAsk(): Ask {
  return {
    text: async ({ message, initial, example, check }) =>
      kept(
        await text({
          message,
          validate: (value) => check(value ?? ''),
          ...(initial === undefined ? {} : { initialValue: initial }),
          ...(example === undefined ? {} : { placeholder: example }),
        }),
      ),
    choose: async <T extends string>({ message, options, initial }: Parameters<typeof chooseOne<T>>[0]) =>
      chooseOne<T>({ message, options, ...(initial === undefined ? {} : { initial }) }),
    chooseMany: async ({ message, options, initial }) =>
      kept(
        await multiselect<number>({
          message,
          options: options.map((option) => ({ ...option })),
          initialValues: [...initial],
          required: true,
        }),
      ),
    confirm: async ({ message, yes, no, initial }) =>
      kept(await confirm({ message, active: yes, inactive: no, initialValue: initial })),
    note: (title, body) => note(body, title),
  };
}

async function chooseOne<T extends string>(question: {
  readonly message: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly initial?: T;
}): Promise<T> {
  const { message, initial } = question;
  const options = question.options.map((option) => ({ ...option })) as Option<T>[];
  return kept<T | symbol>(
    await select<T>({ message, options, ...(initial === undefined ? {} : { initialValue: initial }) }),
  ) as T;
}

function kept<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw new Cancelled();
  return answer as Exclude<T, symbol>;
}
