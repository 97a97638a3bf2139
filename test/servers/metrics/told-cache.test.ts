import { expect, test } from 'vitest'
import { droppedFigures } from '../../../src/servers/metrics/dropped-figures.ts'
import type { ServerFiguresRecord } from '../../../src/record/server.ts'
import type { TokensRecord } from '../../../src/record/tokens.ts'
import { toldCache } from '../../../src/servers/metrics/told-cache.ts'

const silent: TokensRecord = {
  input: 5420,
  output: 900,
  cached: null,
  cachedSource: null,
  reasoning: null,
  source: 'usage',
}
const server: ServerFiguresRecord = {
  ...droppedFigures({ server: 'vllm', windowMs: 1000 }, ''),
  dropped: null,
  requests: 30,
  promptTokens: 5420,
  cachedTokens: 3840,
  generatedTokens: 900,
}
const told = (changes: Partial<ServerFiguresRecord>, tokens: Partial<TokensRecord> = {}): TokensRecord =>
  toldCache({ ...silent, ...tokens }, { ...server, ...changes }, { attempted: 30 })

test('what answers leave unsaid the server’s counters tell, where they are of these requests', () => {
  expect(told({})).toEqual({ ...silent, cached: 3840, cachedSource: 'server' })
  expect(told({ cachedTokens: 0 })).toMatchObject({ cached: 0, cachedSource: 'server' })
  // A request that failed was read by the server as well.
  expect(told({ promptTokens: 5450 })).toMatchObject({ cachedSource: 'server' })
})

test('a server without a count of requests is of these where both of its counts of tokens are theirs', () => {
  const uncounted = { server: 'llama-server', requests: null }
  expect(told(uncounted)).toMatchObject({ cached: 3840, cachedSource: 'server' })
  expect(told({ ...uncounted, generatedTokens: 901 })).toEqual(silent)
  expect(told({ ...uncounted, promptTokens: 5421 })).toEqual(silent)
  expect(told(uncounted, { source: 'chunks' })).toEqual({ ...silent, source: 'chunks' })
})

test('it stays unknown where others were served too, figures are dropped, or cannot be of these answers', () => {
  expect(told({ requests: 31 })).toEqual(silent)
  expect(told({ dropped: 'its count of requests fell' })).toEqual(silent)
  expect(told({ promptTokens: 6000 })).toEqual(silent)
  expect(told({ cachedTokens: 5421, promptTokens: null })).toEqual(silent)
  expect(told({ cachedTokens: null })).toEqual(silent)
  expect(toldCache(silent, null, { attempted: 30 })).toEqual(silent)
  expect(told({}, { input: null })).toMatchObject({ cached: null })
})

test('what answers say themselves stands', () => {
  expect(told({}, { cached: 12, cachedSource: 'answers' })).toMatchObject({ cached: 12, cachedSource: 'answers' })
})
