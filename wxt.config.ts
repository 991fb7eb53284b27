import type { Plugin } from 'vite';
import { defineConfig } from 'wxt';
import { leanWords } from './scripts/lean-words.mjs';

/** The e2e build differs from the shipped one in granted hosts alone. */
const testHosts = ['http://localhost/*', 'http://127.0.0.1/*'];

/** What several of our documents share is one file: the popup opens the sooner, the fewer files it waits for. */
const oneSharedFile: Plugin = {
  name: 'one-shared-file',
  outputOptions: (options) =>
    options.format === 'es'
      ? { ...options, codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } }
      : options,
};

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  hooks: {
    // Told not to import anything by itself WXT still takes a variable called `storage` for its own, and brings it along.
    'config:resolved': ({ config }) => void Object.assign(config.imports, { autoImport: false }),
    'build:publicAssets': (_, files) => {
      for (const [index, file] of files.entries()) {
        if (!('absoluteSrc' in file) || !/^_locales\W\w+\Wmessages\.json$/.test(file.relativeDest)) continue;
        files[index] = { relativeDest: file.relativeDest, contents: leanWords(file.absoluteSrc) };
      }
    },
  },
  vite: () => ({ plugins: [oneSharedFile] }),
  outDir: '.output',
  outDirTemplate: '{{browser}}-mv{{manifestVersion}}{{modeSuffix}}',
  manifest: ({ browser, mode }) => ({
    name: '__MSG_extensionName__',
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    permissions: ['storage', 'scripting', 'alarms', 'activeTab', 'idle'],
    optional_host_permissions: ['*://*/*'],
    ...(mode === 'e2e' ? { host_permissions: testHosts } : {}),
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'sotto@sotto.example',
              strict_min_version: '128.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '120' }),
    content_security_policy: {
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'",
    },
    web_accessible_resources: [{ resources: ['panel.html'], matches: ['*://*/*'] }],
  }),
});
