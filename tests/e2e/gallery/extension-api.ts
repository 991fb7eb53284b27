/** Stands in for the browser's extension API in the gallery: the words, from the English file, and nothing else. */
import messages from '#locales/en/messages.json';

interface Message {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}

const asked = new URLSearchParams(location.search);
const KNOWN: Readonly<Record<string, Message>> = messages;

function getMessage(key: string, substitutions: readonly string[]): string {
  if (key === 'language_direction') return asked.get('dir') ?? 'ltr';
  const found = KNOWN[key];
  if (found === undefined) return '';
  return found.message.replace(/\$(\w+)\$/g, (_, name: string) => {
    const content = found.placeholders?.[name.toLowerCase()]?.content ?? '';
    return substitutions[Number(content.slice(1)) - 1] ?? '';
  });
}

// biome-ignore lint/style/noDefaultExport: the package it stands in for has one
export default { i18n: { getMessage } };
