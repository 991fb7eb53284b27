/** A document's port to the background, over the browser's own. */
import browser from 'webextension-polyfill';
import { DOCUMENT_PORT } from '#channel/document.ts';
import { type Attach, DocumentPort, type PortLike } from './document-port.ts';

/** `attached`: a port on which `attach` was posted already. */
export function openDocumentPort(attach: Attach, attached?: PortLike): DocumentPort {
  return new DocumentPort({
    attach,
    ...(attached === undefined ? {} : { attached }),
    connect: () => browser.runtime.connect({ name: DOCUMENT_PORT }),
    later: (again, ms) => void setTimeout(again, ms),
    now: () => Date.now(),
  });
}
