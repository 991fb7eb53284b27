/** Texts that break what is careless: other scripts, HTML, entities, blank ends, bidi, and 10,000 characters. */
const AWKWARD = [
  'Hello, are you there?',
  'Grüße aus Köln – „schön“',
  'Привет, как дела?',
  '你好，在吗？',
  'مرحبا كيف حالك',
  '👩‍👩‍👧‍👦 and 🏳️‍🌈',
  'a < b & c > d',
  '<b>bold</b><script>alert(1)</script>',
  '&lt;tag&gt; &amp; &#39;',
  'two\nlines\n\nand a gap',
  '"quotes" and \'quotes\' and `ticks`',
  'https://example.org/?a=1&b=2#c',
  '  leading and trailing are kept by nobody’s rule  x',
  '?OTR is a word too',
  'zero\u200bwidth and \u202eturned\u202c',
] as const;

/** `count` texts of one person, each different; every 25th has 10,000 characters. */
export function texts(who: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    if (n % 25 === 24) return `${who} ${n} ${'long ✓ '.repeat(2000)}`.slice(0, 9_999).concat('.');
    return `${who} ${n} ${AWKWARD[n % AWKWARD.length]}`;
  });
}
