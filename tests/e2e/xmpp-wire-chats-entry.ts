/** What the tests bundle and put into a page: the finder of Converse's chats. */
import { ConverseChats } from '#sites/dom/converse.ts';

Object.assign(window, { chats: new ConverseChats(document) });
