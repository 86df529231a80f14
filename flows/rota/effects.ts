/** Effects of the rota. Written by staff only; each leaves a decision row with who did it. */
export type RotaEffect =
  /** The week plan: this person at this place on that day of the week, or nobody. */
  | {
      readonly do: 'rota.week';
      readonly weekday: number;
      readonly position: 0 | 1;
      readonly personId: string | null;
    }
  /** Somebody stands in; newer ones count before older ones. */
  | {
      readonly do: 'rota.cover';
      readonly position: 0 | 1;
      readonly personId: string;
      readonly startsAt: Date;
      readonly endsAt: Date;
    }
  /** Somebody is asked to stand in: the order stays as it is until they agree. */
  | {
      readonly do: 'rota.ask';
      readonly askId: string;
      readonly position: 0 | 1;
      readonly personId: string;
      readonly startsAt: Date;
      readonly endsAt: Date;
    }
  /** Their answer, or that none came in time. Who agrees late begins at that moment. Nothing happens a second time. */
  | {
      readonly do: 'rota.answer';
      readonly askId: string;
      readonly state: 'agreed' | 'declined' | 'unanswered';
    }
  /** The hour at which one hands over to the next. */
  | { readonly do: 'rota.hand-over'; readonly time: string };
