/** XML without a browser. */
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import type { XmlCodec } from '#sites/xmpp/wire/xml.ts';

export const nodeXml: XmlCodec = {
  parse(text) {
    try {
      const parser = new DOMParser({
        onError: (level) => {
          // It warns of U+FFFD, for example, which is fine.
          if (level !== 'warning') throw new Error('not well-formed');
        },
        // Line ends of XML 1.0 (2.11), as browsers and servers read them: xmldom would take XML 1.1's, U+2028 among them.
        normalizeLineEndings: (source) => source.replace(/\r\n?/g, '\n'),
      });
      return (parser.parseFromString(text, 'text/xml').documentElement ?? undefined) as Element | undefined;
    } catch {
      return undefined;
    }
  },
  serialise: (element) => new XMLSerializer().serializeToString(element as never),
};

/** The root element of XML that must be well-formed. */
export function element(xml: string): Element {
  const root = nodeXml.parse(xml);
  if (root === undefined) throw new Error('not well-formed');
  return root;
}
