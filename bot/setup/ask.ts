/** How a question is put to whoever sits at the terminal. Answers come back checked. */
export interface Ask {
  text(question: {
    readonly message: string;
    readonly initial?: string;
    readonly example?: string;
    /** What is wrong with this answer, in words; undefined when it will do. */
    readonly check: (value: string) => string | undefined;
  }): Promise<string>;
  choose<T extends string>(question: {
    readonly message: string;
    readonly options: readonly { readonly value: T; readonly label: string }[];
    readonly initial?: T;
  }): Promise<T>;
  chooseMany(question: {
    readonly message: string;
    readonly options: readonly { readonly value: number; readonly label: string }[];
    readonly initial: readonly number[];
  }): Promise<readonly number[]>;
  confirm(question: {
    readonly message: string;
    readonly yes: string;
    readonly no: string;
    readonly initial: boolean;
  }): Promise<boolean>;
  /** Something to read before the next question. */
  note(title: string, text: string): void;
}

/** Thrown by an {@link Ask} when the person leaves. Nothing has been written then. */
export class Cancelled extends Error {}
