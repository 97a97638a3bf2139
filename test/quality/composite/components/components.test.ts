import { expect, test } from 'vitest'
import type { ComponentName } from '../../../../src/quality/composite/components/component-name.ts'
import { components } from '../../../../src/quality/composite/components/components.ts'
import type { ContentType } from '../../../../src/quality/composite/profile.ts'
import { profiles } from '../../../../src/quality/composite/profiles.ts'
import { readAnswer } from '../../../../src/quality/composite/reading/read-answer.ts'

function scoreOf(
  name: ComponentName,
  like: ContentType,
  output: string,
  input = 'Explain caching.',
  expected?: unknown,
) {
  const { score, why } = components[name](readAnswer({ input, output, expected }), {
    name: like,
    like,
    keywords: [],
    ...profiles[like],
  })
  return { score: score ?? Number.NaN, why }
}

test('semantic is of words of the prompt by their stem, and of the expected answer', () => {
  expect(scoreOf('semantic', 'technical', 'A cache keeps copies.').score).toBe(1)
  expect(scoreOf('semantic', 'technical', 'A dog barks.')).toEqual({ score: 0, why: '0 of 1 words of the prompt' })
  const near = scoreOf('semantic', 'technical', 'A cache keeps copies.', 'Explain caching.', [
    'A cache keeps copies.',
    'x',
  ])
  expect(near).toEqual({ score: 1, why: '1 of 1 words of the prompt, F1 1.00 with the words of the expected answer' })
  expect(scoreOf('semantic', 'technical', 'Yes.', 'How are you?').score).toBeNaN()
})

test('structure is of the form that its sort of content has', () => {
  const block = '```js\nfunction f() {\n  return 1\n}\n```\n\nIt gives one, which is all that it has to do.'
  expect(scoreOf('structure', 'code_generation', block).score).toBe(1)
  expect(scoreOf('structure', 'code_generation', block.replace('js', '')).score).toBeLessThan(1)
  expect(scoreOf('structure', 'viral_hook', 'Stop. You do it wrong.').score).toBe(1)
  expect(scoreOf('structure', 'viral_hook', '# Title\n\nStop. You do it wrong.').score).toBe(0.75)
  const wall = Array.from({ length: 60 }, () => 'A cache keeps a copy').join(' and ')
  expect(scoreOf('structure', 'technical', wall).score).toBeLessThan(0.6)
})

test('engagement counts signals, technical exact things and vague words', () => {
  expect(scoreOf('engagement', 'viral_hook', 'Why do you still pay $9? Stop.').score).toBe(1)
  expect(
    scoreOf('engagement', 'viral_hook', 'The sea was calm in the evening and the light was soft upon it.').score,
  ).toBe(0)
  const exact = scoreOf(
    'technical',
    'technical',
    'A hit takes 0.2 ms, a miss 40 ms; `maxAge` is 60 s by default.',
  ).score
  const vague = scoreOf('technical', 'technical', 'It is maybe sort of faster, I think, or something like that.').score
  expect([exact, vague]).toEqual([1, 0])
  expect(scoreOf('technical', 'code_generation', '```js\nfunction f() {\n  // TODO\n  return 1\n}\n```').why).toContain(
    'no place left open',
  )
})

test('coherence is of the order of words and of how sentences go on', () => {
  const good = 'A cache keeps copies of data. It answers from them. Since the copies age, each has a lifetime.'
  const mixed = 'copies the of. answers It a from and keeps data them. age has since each lifetime a of the Cache.'
  expect(scoreOf('coherence', 'technical', good).score).toBe(1)
  expect(scoreOf('coherence', 'technical', mixed).score).toBeLessThan(0.5)
  expect(scoreOf('coherence', 'technical', 'Кэш хранит копии. Он быстр.').why).toContain('was not judged')
})

test('completeness is of length, an end, and all that was asked', () => {
  const input = 'List three tips on caching, with an example.'
  const tips = '1. Cache what is read often.\n2. Give each entry a lifetime.\n3. For example, cache a page for 60 s.'
  const all = scoreOf('completeness', 'technical', tips, input)
  const fewer = scoreOf('completeness', 'technical', tips.split('\n').slice(0, 2).join('\n'), input)
  expect(all.why).toBe('not in full: 80 to 600 words')
  expect(fewer.why).toContain('3 items, an example')
  expect(fewer.score).toBeLessThan(all.score)
})

test('domain is of what its sort of content is held to', () => {
  expect(scoreOf('domain', 'viral_hook', 'Stop. #a #b').score).toBe(1)
  expect(scoreOf('domain', 'viral_hook', 'Stop. '.repeat(100)).score).toBe(0.5)
  const asked = 'Write a Python function.'
  expect(scoreOf('domain', 'code_generation', '```python\ndef f():\n    return 1\n```', asked).score).toBe(1)
  expect(scoreOf('domain', 'code_generation', '```go\nfunc f() {}\n```', asked).why).toBe(
    'python asked for, not given; no keywords given',
  )
})
