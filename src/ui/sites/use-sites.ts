/** The sites where Sotto is on, as the browser has them now. */
import { useEffect, useState } from 'preact/hooks';
import type { Sites } from './site-access.ts';

/** Match patterns, sorted; undefined until the browser has answered. */
export function useSites(sites: Sites): readonly string[] | undefined {
  const [patterns, setPatterns] = useState<readonly string[]>();
  useEffect(() => {
    const read = () => void sites.list().then((list) => setPatterns([...list].sort()));
    read();
    return sites.onChange(read);
  }, []);
  return patterns;
}

/** `chat.example.org` for `https://chat.example.org/*`; the scheme is said where it is not the safe one. */
export const siteWords = (pattern: string): string => pattern.replace(/^https:\/\//, '').replace(/\/\*$/, '');
