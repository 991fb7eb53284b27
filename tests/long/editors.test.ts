/** 100 sends to each of eight real editors: minutes. */
import { testEditors } from '#tests/e2e/editor-sends.ts';

testEditors(100);
