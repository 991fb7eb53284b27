/** What the tests bundle and put into a page: the wire hook by itself, without an extension. */
import { installWireHook } from '#sites/xmpp/wire/hook.ts';

installWireHook(window);
