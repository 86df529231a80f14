/** Lets the event loop turn so many times: what is under way and waits for no clock gets done. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
