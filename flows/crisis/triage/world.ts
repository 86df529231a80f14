import { WORDS } from './data/words.js';

/** Whoever asks for help, or says how it stands now, tells no news. */
const CALLS =
  /快来|快救|救命|救救|求救|快报警|快打|帮帮|怎么办|来人|咋办|叫不醒|没呼吸|还有脉|往嘴里塞|现在[^，\n]{0,2}(?:在|站|没|昏|晕|流)|(?:警察|警方|救护车)[^，\n]{0,3}没(?:来|到)|\b(?:help|please|not breathing|not waking|foaming at|frothing at|stopped breathing|wont wake|what do i do)\b/;

/** True when whoever writes calls for help: no word about films or news makes calm of that. */
export const callsForHelp = (text: string): boolean => CALLS.test(text);

const NEWS = new RegExp(`${WORDS['news'] ?? ''}|${WORDS['ennews'] ?? ''}`);
/** True for talk about the world: a word of news somewhere and never a word about the writer, nor a call for help. */
export const isNews = (text: string, ofSelf: boolean): boolean =>
  !ofSelf && NEWS.test(text) && !callsForHelp(text);
