import { expect, test } from 'vitest'
import { startMockServer } from '../../src/mock-server/index.ts'
import { ask, chat, usage } from './raw-client.ts'

const fast = { ttft: 5, interToken: 1, tokens: 12 }

test('cached tokens are the longest common prefix with an earlier prompt', async () => {
  await using server = await startMockServer({ ...fast, prefixCache: true, usage: 'always' })
  const cached = async (content: string): Promise<unknown> => {
    const answer = await ask(server.port, { body: chat({ messages: [{ role: 'user', content }] }) })
    return (usage(answer)?.['prompt_tokens_details'] as { cached_tokens: number } | undefined)?.cached_tokens
  }
  expect(await cached('a b c d e f')).toBe(0)
  expect(await cached('a b c x y')).toBe(3)
  expect(await cached('a b c x z')).toBe(4)
  expect(await cached('b c d')).toBe(0)
  // The last token is evaluated in any case.
  expect(await cached('a b c d e f')).toBe(5)
  server.reset()
  expect(await cached('a b c d e f')).toBe(0)
})

test('cached tokens can be a fixed share', async () => {
  await using server = await startMockServer({ ...fast, prefixCache: 0.5, usage: 'always' })
  const answer = await ask(server.port, { body: chat() })
  expect(usage(answer)).toMatchObject({ prompt_tokens: 4, prompt_tokens_details: { cached_tokens: 2 } })
})

test('what came from the cache can be kept out of the usage, as servers do that are not told to say it', async () => {
  await using server = await startMockServer({ ...fast, prefixCache: 0.5, cachedInUsage: false, usage: 'always' })
  const answer = await ask(server.port, { body: chat({ stream: false }) })
  expect(JSON.parse(answer.body.toString()).usage).not.toHaveProperty('prompt_tokens_details')
  const metrics = (await ask(server.port, { method: 'GET', path: '/metrics' })).body.toString()
  expect(metrics).toMatch(/^vllm:prompt_tokens_cached_total\{[^}]+\} 2$/m)
})
