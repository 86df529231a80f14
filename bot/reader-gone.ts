/** Whoever read what a program prints has gone: `| head -1`, a closed terminal, a log reader that died. */
export function isReaderGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'EIO';
}
