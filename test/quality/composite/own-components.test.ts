import { expect, test } from 'vitest'
import { judge } from '../../../src/quality/judges/judge.ts'
import { composite } from '../../../src/quality/composite/composite.ts'
import type { ScoredTarget, Scorer, ScorerSettings } from '../../../src/quality/scorer.ts'
import { qualityRecord } from '../../../src/quality/scoring/quality-record.ts'
import { columnsOf, stubEndpoint } from '../judges/stub-judge.ts'

const target: ScoredTarget = { kind: 'endpoint', model: 'tested', spec: 'http://127.0.0.1:2/v1', modelHash: null }
const answer = { input: 'Explain tides.', output: 'The moon pulls the water of the sea, so that it rises.' }
const critic = (): Scorer => {
  const endpoint = stubEndpoint(() => JSON.stringify({ verdict: 'yes' }))
  const calibration = { sensitivity: { found: 48, of: 50 }, specificity: { found: 47, of: 50 } }
  return judge(endpoint, { question: 'Is it right?', repeats: 0, calibration })
}
const withSettings = (settings: ScorerSettings): Scorer => Object.assign((): number => 0.5, settings)

test('a judge in place of a component refuses its own model, and is named with the total', async () => {
  const scorer = composite('technical', { components: { semantic: critic() } })
  await expect(scorer.accept?.({ ...target, model: 'judge-model', spec: 'http://127.0.0.1:1/v1' })).rejects.toThrow(
    /judge-model/u,
  )
  await scorer.accept?.(target)
  const columns = await columnsOf(scorer, [answer])
  const { scores } = qualityRecord([{ ...answer, index: 0, turn: null }], columns, {
    unanswered: 0,
    provenance: 'measured',
  })
  // What a judge gets wrong is known of its own verdicts alone.
  expect(scores[0]).toMatchObject({ name: 'technical', judge: { model: 'judge-model', corrected: null } })
  expect(scores[0]?.signature).toMatch(/; own semantic \(judge judge-model.*, JSON schema, prompt \w{16}\)$/u)
  expect(scores[1]).toMatchObject({ name: 'technical: semantic', mean: 1, judge: null })
  const two = { semantic: critic(), domain: critic() }
  expect(() => composite('technical', { components: two })).toThrow(
    'composite(profile, { components }): a judge each for semantic and domain is not allowed here; give one judge at most',
  )
})

test('none is asked more often at the same time than it may be, and each has its own time', async () => {
  const asked: string[] = []
  const local = withSettings({ concurrency: 1, timeout: 90_000, accept: ({ model }) => void asked.push(model) })
  const both = composite('technical', { components: { semantic: local, domain: withSettings({ concurrency: 8 }) } })
  expect({ ...both }).toMatchObject({ concurrency: 1, timeout: 150_000 })
  await both.accept?.(target)
  expect(asked).toEqual(['tested'])
  const quick = composite('technical', { components: { domain: withSettings({ timeout: 5 }) } })
  expect({ ...quick }).toMatchObject({ concurrency: 4, timeout: 60_000 })
  expect(composite('technical')).not.toHaveProperty('accept')
  expect(composite('technical')).not.toHaveProperty('judged')
})

test('the signature says whatever a score depends on', () => {
  const of = (...given: Parameters<typeof composite>): string => composite(...given).signature ?? ''
  const all = [
    of('technical'),
    of({ name: 'technical', like: 'technical', length: [10, 20] }),
    of({ name: 'technical', like: 'technical', gates: { truncated: 1 } }),
    of('technical', { keywords: ['a, b'] }),
    of('technical', { keywords: ['a', 'b'] }),
    of('technical', { components: { domain: withSettings({}) } }),
    of('technical', { components: { domain: withSettings({ signature: 'one' }) } }),
    of('technical', { components: { domain: withSettings({ signature: 'other' }) } }),
  ]
  expect(new Set(all).size).toBe(all.length)
})
