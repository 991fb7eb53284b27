/** The browser's own XML parser and serialiser, taken at document_start before the page can replace them. */
import type { XmlCodec } from './xml.ts';

const PARSER_ERRORS = [
  'http://www.w3.org/1999/xhtml',
  'http://www.mozilla.org/newlayout/xml/parsererror.xml',
] as const;

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string },
  ): { createHTML(text: string): string };
}

export function browserXml(page: Window & typeof globalThis): XmlCodec {
  const parser = new page.DOMParser();
  const serialiser = new page.XMLSerializer();
  const trusted = trustedText(page);
  return {
    parse(text) {
      try {
        const root = parser.parseFromString(trusted(text), 'text/xml').documentElement;
        return isParserError(root) ? undefined : root;
      } catch {
        // Trusted Types refuse the parser on this page: frames go by unread.
        return undefined;
      }
    },
    serialise: (element) => serialiser.serializeToString(element),
  };
}

/** Where the page demands Trusted Types, a policy of our own makes XML acceptable, unless the page forbids it. */
function trustedText(page: Window): (text: string) => string {
  try {
    const types = (page as { trustedTypes?: TrustedTypes }).trustedTypes;
    const policy = types?.createPolicy('sotto', { createHTML: (text) => text });
    if (policy !== undefined) return (text) => policy.createHTML(text);
  } catch {
    // Forbidden; the plain text may still do.
  }
  return (text) => text;
}

/** Chromium puts the error into the damaged document, Firefox makes it the document. */
function isParserError(root: Element): boolean {
  return [root, root.firstElementChild, root.firstElementChild?.firstElementChild].some(
    (element) =>
      element?.localName === 'parsererror' && PARSER_ERRORS.some((known) => known === element.namespaceURI),
  );
}
