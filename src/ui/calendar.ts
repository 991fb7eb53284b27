/** Days and times as people write them: days in the language of our words, the time as the user's system has it. */

/** A text that is the same for two times if and only if they are on the same day here. */
export function dayKey(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** For example "Friday 20 November", with the year when it is not that of `now`. */
export function dayWords(time: number, now: number, language: string): string {
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(time);
}

const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

export function timeWords(time: number): string {
  return TIME.format(time);
}

/** For example "20 November 2026". */
export function dateWords(time: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(time);
}
