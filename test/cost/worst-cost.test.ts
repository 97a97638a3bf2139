import { expect, test } from 'vitest'
import type { TokenPrices } from '../../src/cost/token-prices.ts'
import { usualRequestUsd, worstRequestUsd } from '../../src/cost/worst-cost.ts'
import type { Prompt } from '../../src/workload/prompt.ts'
import type { RequestDefinition } from '../../src/workload/request-definition.ts'

/** One dollar a token, so that a cost is a number of tokens. */
const prices: TokenPrices = { label: '', source: '', usdPerInputToken: 1, usdPerCachedToken: 0, usdPerOutputToken: 1 }
const onlyOutput: TokenPrices = { ...prices, usdPerInputToken: 0 }
const onlyInput: TokenPrices = { ...prices, usdPerOutputToken: 0 }

function asked(...prompts: Prompt[]): RequestDefinition {
  return { kind: 'chat', prompts, sampling: { maxTokens: 100, temperature: 0, seed: 0, ignoreEos: false } }
}

test('a text has at most a token a byte, and the answer is as long as it may be', () => {
  const worst = worstRequestUsd(asked({ kind: 'text', text: 'é'.repeat(500) }), prices)
  expect(worst).toBeGreaterThanOrEqual(1000 + 100)
  expect(worstRequestUsd(asked({ kind: 'text', text: '' }), onlyOutput)).toBe(100)
})

test('the worst is the dearest of the prompts, the usual their mean', () => {
  const two = asked({ kind: 'text', text: 'a', maxTokens: 10 }, { kind: 'text', text: 'b', maxTokens: 50 })
  expect(worstRequestUsd(two, onlyOutput)).toBe(50)
  expect(usualRequestUsd(two, onlyOutput)).toBe(30)
})

test('the usual is far below the worst, or nobody would believe it', () => {
  const request = asked({ kind: 'text', text: 'a'.repeat(4000) })
  expect(usualRequestUsd(request, onlyInput)).toBeLessThan(worstRequestUsd(request, onlyInput) / 3)
  expect(usualRequestUsd(request, onlyInput)).toBeGreaterThanOrEqual(1000)
})

test('random tokens cost at least as many as were asked for', () => {
  const request = asked({ kind: 'tokens', count: 300 })
  expect(usualRequestUsd(request, onlyInput)).toBeGreaterThanOrEqual(300)
  expect(worstRequestUsd(request, onlyInput)).toBeGreaterThan(300)
})

test('the last turn of a conversation has every turn and every answer before it', () => {
  const turns = ['a'.repeat(100), 'b'.repeat(100), 'c'.repeat(100)]
  const request = asked({ kind: 'conversation', system: 's'.repeat(50), turns, thinkMs: 0 })
  expect(worstRequestUsd(request, onlyInput)).toBeGreaterThanOrEqual(350 + 2 * 100)
  expect(worstRequestUsd(request, onlyOutput)).toBe(100)
})

test('every message counts', () => {
  const one = asked({ kind: 'messages', messages: [{ role: 'user', content: 'a'.repeat(400) }] })
  const two = asked({
    kind: 'messages',
    messages: [
      { role: 'system', content: 'b'.repeat(400) },
      { role: 'user', content: 'a'.repeat(400) },
    ],
  })
  expect(worstRequestUsd(two, onlyInput) - worstRequestUsd(one, onlyInput)).toBeGreaterThanOrEqual(400)
})
