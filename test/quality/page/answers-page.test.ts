import { expect, test } from 'vitest'
import { answersPage } from '../../../src/quality/page/answers-page.ts'
import { scoreAnswers } from '../../../src/quality/scoring/score-answers.ts'
import type { Scorer } from '../../../src/quality/scorer.ts'

const hostile = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '# heading\n| a | b |\n[link](javascript:alert(1)) ```',
  '\u001B[31mred\u001B[0m \u202Eright to left\u0000\u0007',
  'x'.repeat(1_000_000),
  '</pre></td></table><style>*{display:none}</style>',
  '&lt;b&gt; "quoted" \'single\'',
  '\uD800 lone',
]

async function pageOf(outputs: readonly string[], scorer: Scorer): Promise<string> {
  const answers = outputs.map((output) => ({ input: `Say ${output}`, output, expected: [output, 7] }))
  const columns = await scoreAnswers(answers, [scorer], {
    onProgress: () => {},
    signal: new AbortController().signal,
  })
  return answersPage('run <b>1</b>', answers, columns)
}

test('whatever a model, a prompt or a scorer says is text', async () => {
  const page = await pageOf(hostile, ({ output }) => ({
    name: '<i>score</i>',
    score: output.length % 2,
    metadata: { rationale: `because <a href="x">${output.slice(0, 50)}</a>` },
  }))
  const tags = new Set([...page.matchAll(/<\/?([a-z!][a-z0-9]*)/gu)].map(([, tag]) => tag))
  const ours = [
    '!doctype',
    'br',
    'h1',
    'html',
    'meta',
    'p',
    'pre',
    'small',
    'style',
    'table',
    'td',
    'th',
    'title',
    'tr',
  ]
  expect(tags).toEqual(new Set(ours))
  expect(page.match(/<style>/gu)).toHaveLength(1)
  // oxlint-disable-next-line no-control-regex -- what a terminal would obey
  expect(page).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F\u202E\uD800]/u)
  expect(page).toContain("default-src 'none'")
  expect(page).toContain('… 990,000 more characters')
  expect(page.length).toBeLessThan(200_000)
})

test('shows the lowest first, equal answers once, and why one has no score', async () => {
  const page = await pageOf(['good', 'bad', 'none', 'bad'], ({ output }) => {
    if (output === 'none') throw new Error('no idea')
    return { name: 'score', score: output === 'bad' ? 0.125 : 1 }
  })
  const cells = [...page.matchAll(/<tr><td>.*?<\/tr>/gu)].map(([row]) => row)
  expect(cells).toHaveLength(3)
  expect(cells[0]).toContain('<pre>bad</pre></td><td>0.125</td>')
  expect(cells[1]).toContain('<pre>good</pre></td><td>1.00</td>')
  expect(cells[2]).toContain('<td>–<br><small>threw: no idea</small></td>')
})

test('at most 500 answers are shown', async () => {
  const page = await pageOf(
    Array.from({ length: 501 }, (_, place) => `answer ${place}`),
    () => 1,
  )
  expect(page).toContain('500 of 501 answers')
  expect([...page.matchAll(/<tr><td>/gu)]).toHaveLength(500)
})
