/** Counts promises that have not ended, so that `stop()` can wait for sends under way. */
export class UnderWay {
  private readonly running = new Set<Promise<unknown>>();

  /** Hands `work` back and remembers it until it ends either way. */
  track<T>(work: Promise<T>): Promise<T> {
    this.running.add(work);
    const forget = (): void => void this.running.delete(work);
    work.then(forget, forget);
    return work;
  }

  get count(): number {
    return this.running.size;
  }

  /** Resolves when everything that runs now, and what joins meanwhile, has ended; never rejects. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }
}
