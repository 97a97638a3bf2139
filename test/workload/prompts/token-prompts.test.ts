import { describe, expect, test } from 'vitest'
import { lengths } from '../../../src/workload/lengths.ts'
import { chatDefinition, completionDefinition } from '../../../src/workload/request.ts'
import type { RequestDefinition } from '../../../src/workload/request-definition.ts'

const countsOf = ({ prompts }: RequestDefinition): (number | null)[] =>
  prompts.map((prompt) => (prompt.kind === 'tokens' ? prompt.count : null))

describe('lengths', () => {
  test('of prompts are drawn into 1000 prompts, the same for the same seed', () => {
    const input = { tokens: lengths.normal({ mean: 100, sd: 20 }) }
    const counts = countsOf(completionDefinition(input, { seed: 3 }, ''))
    expect(counts).toHaveLength(1000)
    expect(new Set(counts).size).toBeGreaterThan(50)
    expect(countsOf(completionDefinition(input, { seed: 3 }, ''))).toEqual(counts)
    expect(countsOf(completionDefinition(input, { seed: 4 }, ''))).not.toEqual(counts)
  })

  test('of prompts and of answers are drawn apart', () => {
    const distribution = lengths.normal({ mean: 100, sd: 20 })
    const { prompts, sampling } = chatDefinition({ tokens: distribution }, { maxTokens: distribution, prompts: 20 }, '')
    expect(prompts).toHaveLength(20)
    expect(prompts.some((prompt) => prompt.kind === 'tokens' && prompt.count !== prompt.maxTokens)).toBe(true)
    expect(sampling.maxTokens).toBe(Math.max(...prompts.map(({ maxTokens }) => maxTokens ?? 0)))
  })

  test('of answers alone rotate the prompts', () => {
    const { prompts } = completionDefinition(['a', 'b'], { maxTokens: lengths.fixed(5), prompts: 3 }, '')
    expect(prompts).toEqual([
      { kind: 'text', text: 'a', maxTokens: 5 },
      { kind: 'text', text: 'b', maxTokens: 5 },
      { kind: 'text', text: 'a', maxTokens: 5 },
    ])
  })

  test('that are one number make one prompt', () => {
    expect(completionDefinition({ tokens: 7 }, {}, '').prompts).toEqual([{ kind: 'tokens', count: 7 }])
  })

  test('with a shared prefix say how many tokens are shared', () => {
    const input = {
      tokens: lengths.histogram([
        [10, 1],
        [21, 1],
      ]),
      sharedPrefix: 0.5,
    }
    const { prompts } = completionDefinition(input, { prompts: 50 }, '')
    expect(new Set(prompts.map((prompt) => JSON.stringify(prompt)))).toEqual(
      new Set(['{"kind":"tokens","count":10,"sharedTokens":5}', '{"kind":"tokens","count":21,"sharedTokens":11}']),
    )
  })
})
