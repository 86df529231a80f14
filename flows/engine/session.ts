import type { Flow, Frame, JsonObject, Session } from './types.js';

/** A conversation with nobody waiting for anything. */
export const emptySession: Session = { frames: [] };

/** How deep interrupted conversations may be stacked; the oldest goes first. */
export const maxFrames = 3;

/** The open conversation, or null. */
export function top(session: Session): Frame | null {
  return session.frames.at(-1) ?? null;
}

/** Puts a frame on top. The same flow is never open twice. */
export function push(session: Session, frame: Frame): Session {
  const others = session.frames.filter((other) => other.flow !== frame.flow);
  return { frames: [...others, frame].slice(-maxFrames) };
}

/** Takes the flow's frame away. */
export function drop(session: Session, flow: string): Session {
  return { frames: session.frames.filter((frame) => frame.flow !== flow) };
}

/** A new frame for a question that is asked now. */
export function frameOf(flow: Flow, question: string, data: JsonObject, now: Date, unclear = 0): Frame {
  return { flow: flow.id, revision: flow.revision, question, data, askedAt: now.toISOString(), unclear };
}

/**
 * The session without what is too old to be answered or cannot be brought to the flows' present revision.
 * Run at the start of every turn.
 */
export function freshen(session: Session, flows: ReadonlyMap<string, Flow>, now: Date): Session {
  const frames = session.frames.flatMap((frame) => {
    const flow = flows.get(frame.flow);
    if (flow === undefined || now.getTime() - Date.parse(frame.askedAt) > flow.idleMs) return [];
    const current = frame.revision === flow.revision ? frame : (flow.migrate?.(frame) ?? null);
    return current !== null && current.question in flow.questions ? [current] : [];
  });
  return { frames };
}
