/** Line drawings of 20 × 20; each stands beside a text or in a labelled button, so all are hidden from readers. */
const paths = {
  send: 'M4 10h11m-5-5 5 5-5 5',
  plus: 'M10 4v12M4 10h12',
  plan: 'M5 5h10M5 10h10M5 15h6',
  down: 'M10 4v11m-5-5 5 5 5-5',
  close: 'm5 5 10 10M15 5 5 15',
  addPhone: 'M12.5 10.5v5a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1h4M7.5 14h2M14.5 3.5v5M12 6h5',
  phone: 'M6.5 3.5h7a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1ZM9 14h2',
  call: 'M6 3.5 8 7 6.7 8.5c.8 2 2.7 3.9 4.8 4.8L13 12l3.5 2c0 1.5-1 2.5-2.5 2.5C9 16 4 11 3.5 6 3.5 4.5 4.5 3.5 6 3.5Z',
  sun: 'M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1',
  moon: 'M15.5 12.5A6.5 6.5 0 0 1 7.5 4.5a6.5 6.5 0 1 0 8 8Z',
  half: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm0 0v14',
  voice: 'M10 3a2 2 0 0 1 2 2v4a2 2 0 0 1-4 0V5a2 2 0 0 1 2-2ZM5.5 9a4.5 4.5 0 0 0 9 0M10 13.5V17',
  image: 'M4 4.5h12v11H4ZM4 13l3.5-3.5 3 3 2-2L16 14M12.5 8h.01',
  sticker: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM7 12c1.5 2 4.5 2 6 0M7.5 8h.01M12.5 8h.01',
  mark: 'm4.5 10.5 3.5 3.5 7.5-8',
  help: 'M10 16.5S3.5 12.8 3.5 8.2A3.4 3.4 0 0 1 10 6.7a3.4 3.4 0 0 1 6.5 1.5c0 4.6-6.5 8.3-6.5 8.3Z',
  link: 'M8.5 11.5 11.5 8.5M9 6l1.5-1.5a3.2 3.2 0 0 1 5 5L14 11M11 14l-1.5 1.5a3.2 3.2 0 0 1-5-5L6 9',
};

/** The names of the drawings. */
export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

export function Sail() {
  return (
    <svg class="sail" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path class="sail-main" d="M16.8 5.5v14h8.6C24.5 13.8 21.3 9 16.8 5.5Z" />
      <path class="sail-fore" d="M14.7 9.7v9.8H7.8c.7-4 3.2-7.7 6.9-9.8Z" />
      <path
        class="sail-sea"
        d="M5.5 24c2.6 0 2.6 1.7 5.2 1.7S13.3 24 16 24s2.6 1.7 5.2 1.7S23.8 24 26.5 24"
      />
    </svg>
  );
}
