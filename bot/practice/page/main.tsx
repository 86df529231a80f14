import { render } from 'preact';
import { App } from './app.js';
import { markSeen, wide } from './store.js';
import { listen } from './talk.js';
import { startWords } from './words.js';

const enough = matchMedia('(min-width: 960px)');
const measure = () => {
  wide.value = enough.matches;
  markSeen();
};
enough.addEventListener('change', measure);
measure();

await startWords();
render(<App />, document.getElementById('page') as HTMLElement);
listen();
