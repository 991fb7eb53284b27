/**
 * When a script begins that the page must not wait for: once the page is parsed, or so long after its beginning, in ms, since a
 * page may take its time.
 */
const LATEST = 500;

/** Calls `begin` once, then or when the returned function is called, whichever is first. */
export function whenDue(begin: () => void): () => void {
  let begun = false;
  const due = (): void => {
    if (begun) return;
    begun = true;
    clearTimeout(timer);
    begin();
  };
  const timer = setTimeout(due, LATEST);
  // In a task of its own: the page waits for all that listens to this event.
  document.addEventListener('DOMContentLoaded', () => setTimeout(due), { once: true });
  return due;
}
