import { Icon, Sail } from './icons.js';
import { dialog } from './store.js';
import { language, type Theme, theme, t } from './words.js';

const nextTheme: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };
const themeIcon = { auto: 'half', light: 'sun', dark: 'moon' } as const;
const themeText = { auto: 'app.themeAuto', light: 'app.themeLight', dark: 'app.themeDark' } as const;

/** Name, the word that this is a rehearsal, and the page's own switches. */
export function Header() {
  const other = language.value === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <header class="top">
      <h1>
        <Sail />
        {t('app.name')}
      </h1>
      <p class="rehearsal" title={t('app.rehearsalLong')}>
        {t('app.rehearsal')}
      </p>
      <div class="top-tools">
        <button type="button" class="quiet" onClick={() => (dialog.value = 'guide')}>
          {t('guide.open')}
        </button>
        <button
          type="button"
          class="quiet"
          lang={other}
          aria-label={t('app.languageLabel')}
          onClick={() => (language.value = other)}
        >
          {t('app.language')}
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={t(themeText[theme.value])}
          title={t(themeText[theme.value])}
          onClick={() => (theme.value = nextTheme[theme.value])}
        >
          <Icon name={themeIcon[theme.value]} />
        </button>
      </div>
    </header>
  );
}
