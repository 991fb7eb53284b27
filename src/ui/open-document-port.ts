/** A document's port to the background, over the browser's own. */
import browser from 'webextension-polyfill';
import { DOCUMENT_PORT } from '#channel/document.ts';
import { type Attach, DocumentPort } from './document-port.ts';

export function openDocumentPort(attach: Attach): DocumentPort {
  return new DocumentPort({
    attach,
    connect: () => browser.runtime.connect({ name: DOCUMENT_PORT }),
    later: (again, ms) => void setTimeout(again, ms),
    now: () => Date.now(),
  });
}
